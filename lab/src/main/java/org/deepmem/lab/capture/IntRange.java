package org.deepmem.lab.capture;

import java.util.Random;
import org.deepmem.lab.LabException;

/// Whole numbers from `low` to `high`, both included.
public record IntRange(int low, int high) {
  /// Checks the bounds.
  public IntRange {
    if (low < 1 || high < low) {
      throw new IllegalArgumentException("no range: %d..%d".formatted(low, high));
    }
  }

  /// Reads `3` or `1..4`.
  ///
  /// @throws LabException when it is neither
  public static IntRange of(String text) throws LabException {
    String[] bounds = text.split("\\.\\.", 2);
    try {
      int low = Integer.parseInt(bounds[0]);
      return new IntRange(low, bounds.length == 1 ? low : Integer.parseInt(bounds[1]));
    } catch (IllegalArgumentException e) {
      throw new LabException(text + ": no range; write 3 or 1..4", e);
    }
  }

  /// Reads sizes in MiB: `128M`, `128M..256M`, `1G`.
  ///
  /// @throws LabException when it is nothing of the kind
  public static IntRange ofMebibytes(String text) throws LabException {
    if (!text.matches("\\d{1,6}[MG](\\.\\.\\d{1,6}[MG])?")) {
      throw new LabException(text + ": no size of memory; write 128M or 128M..256M");
    }
    String[] bounds = text.split("\\.\\.", 2);
    return of(mebibytes(bounds[0]) + ".." + mebibytes(bounds[bounds.length - 1]));
  }

  private static int mebibytes(String size) {
    int number = Integer.parseInt(size.substring(0, size.length() - 1));
    return size.endsWith("G") ? number * 1024 : number;
  }

  /// Draws one, in steps.
  int draw(Random random, int step) {
    return low + random.nextInt((high - low) / step + 1) * step;
  }
}
