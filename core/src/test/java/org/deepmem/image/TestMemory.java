package org.deepmem.image;

import java.util.List;
import java.util.Random;

/// A small machine's memory, the truth that images are compared with.
///
/// @param runs present memory: sorted, disjoint, not touching
/// @param bytes all memory up to the last run's end, holes zero
record TestMemory(List<PhysicalRun> runs, byte[] bytes) {
  /// Memory with these runs. A page is zero, repetitive or random by turns, as in real memory, and
  /// none looks like text.
  static TestMemory of(PhysicalRun... runs) {
    List<PhysicalRun> list = List.of(runs);
    byte[] bytes = new byte[(int) list.getLast().end()];
    Random random = new Random(5);
    for (PhysicalRun run : list) {
      for (long at = run.start(); at < run.end(); at++) {
        long page = at / MemoryImage.PAGE;
        bytes[(int) at] =
            switch ((int) (page % 4)) {
              case 0 -> (byte) random.nextInt();
              case 1 -> (byte) (at / 64 + page);
              case 2 -> (byte) (0xe0 | page);
              default -> 0;
            };
      }
    }
    return new TestMemory(list, bytes);
  }

  /// Three runs of whole pages with holes between.
  static TestMemory withHoles() {
    return of(
        new PhysicalRun(0x1000, 0x5000),
        new PhysicalRun(0x8000, 0x1000),
        new PhysicalRun(0x20000, 0x3000));
  }

  boolean isPresent(long address) {
    return runs.stream().anyMatch(run -> run.contains(address));
  }

  /// A copy of `length` bytes; none where that is 0, whatever the address.
  byte[] copy(int address, int length) {
    byte[] copy = new byte[length];
    if (length > 0) {
      System.arraycopy(bytes, address, copy, 0, length);
    }
    return copy;
  }

  long presentBytes() {
    return runs.stream().mapToLong(PhysicalRun::length).sum();
  }
}
