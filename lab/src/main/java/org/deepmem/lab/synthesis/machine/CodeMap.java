package org.deepmem.lab.synthesis.machine;

import java.util.Arrays;
import org.deepmem.nn.SeededRandom;

/// Where an image's functions start: offsets from its base, ascending.
final class CodeMap {
  private int[] starts = new int[64];
  private int count;

  void add(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = start;
  }

  int count() {
    return count;
  }

  int start(int number) {
    return starts[number];
  }

  int any(SeededRandom random) {
    return starts[random.nextInt(count)];
  }

  /// The routine that starts the module: the last one, in INIT where there is such a section.
  int entryPoint() {
    return starts[count - 1];
  }
}
