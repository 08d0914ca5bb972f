package org.deepmem.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.image.MemoryImage;

/// A dump in which no kernel, or not all that is needed of it, could be found. The message is one
/// line: file, what was looked for, remedy.
public final class KernelNotFoundException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int TOLD_REJECTIONS = 2;

  /// @param file the dump
  /// @param reason what was looked for and not found, and what to do
  public KernelNotFoundException(Path file, String reason) {
    super("%s: %s".formatted(file, reason));
  }

  /// The same, keeping what caused it.
  public KernelNotFoundException(Path file, String reason, Throwable cause) {
    this(file, reason);
    initCause(cause);
  }

  /// No kernel of the systems that were looked for.
  ///
  /// @param lookedFor the systems and their signs, as a clause
  /// @param rejected why candidates weren't taken; the first few are told
  public static KernelNotFoundException in(
      MemoryImage image, String lookedFor, List<String> rejected) {
    String reasons =
        rejected.isEmpty()
            ? ""
            : " (not taken: %s)"
                .formatted(
                    String.join(
                        "; ", rejected.subList(0, Math.min(TOLD_REJECTIONS, rejected.size()))));
    String losses = image.damage().isNone() ? "" : "; of the file, " + image.damage();
    return new KernelNotFoundException(
        image.path(), lookedFor + reasons + "; " + OtherSystem.describe(image) + losses);
  }
}
