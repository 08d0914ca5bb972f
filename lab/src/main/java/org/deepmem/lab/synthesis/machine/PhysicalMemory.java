package org.deepmem.lab.synthesis.machine;

import java.util.Arrays;
import org.deepmem.nn.SeededRandom;
import org.jspecify.annotations.Nullable;

/// The machine's RAM by page frames of 4096 bytes. A frame takes memory of ours only once something
/// is written to it.
///
/// RAM lies as on a PC: not at 0xA0000-0xFFFFF (video, BIOS), and from 3 GB on above 4 GB.
final class PhysicalMemory {
  static final int PAGE = 4096;
  private static final int VIDEO = 0xa0;
  private static final int FIRST_MEGABYTE = 0x100;
  private static final int BELOW_4G = 3 << 18;
  private static final int FOUR_G = 1 << 20;
  private static final int LONGEST_RUN = 24;

  private final byte[] @Nullable [] frames;
  private final boolean[] used;
  private final int[] supply;
  private int next;
  private int available;

  /// @param bytes of RAM, a multiple of 4096; at least 64 MB
  PhysicalMemory(long bytes, SeededRandom random) {
    int count = (int) (bytes / PAGE);
    int end = count > BELOW_4G ? FOUR_G + count - BELOW_4G : count;
    frames = new byte[end][];
    used = new boolean[end];
    Arrays.fill(used, 0, FIRST_MEGABYTE, true);
    if (end > BELOW_4G) {
      Arrays.fill(used, BELOW_4G, Math.min(end, FOUR_G), true);
    }
    supply = shuffledRuns(random);
    available = supply.length;
  }

  /// Free frames in runs of random length, the runs in random order: what free lists look like on a
  /// system that has run for a while.
  private int[] shuffledRuns(SeededRandom random) {
    int[] starts = new int[frames.length + 1];
    int runs = 0;
    for (int pfn = FIRST_MEGABYTE; pfn < frames.length; pfn += 1 + random.nextInt(LONGEST_RUN)) {
      starts[runs++] = pfn;
    }
    int[] order = new int[runs];
    Arrays.setAll(order, i -> i);
    random.shuffle(order, 0, runs);
    starts[runs] = frames.length;
    int[] result = new int[frames.length];
    int n = 0;
    for (int run : order) {
      for (int pfn = starts[run]; pfn < starts[run + 1]; pfn++) {
        if (!used[pfn]) {
          result[n++] = pfn;
        }
      }
    }
    return Arrays.copyOf(result, n);
  }

  /// One past the highest frame.
  int frameCount() {
    return frames.length;
  }

  /// Frames that nobody has.
  int available() {
    return available;
  }

  /// Whether RAM is there, not a hole.
  boolean exists(int pfn) {
    return pfn >= 0
        && pfn < frames.length
        && (pfn < VIDEO || pfn >= FIRST_MEGABYTE)
        && (pfn < BELOW_4G || pfn >= FOUR_G);
  }

  boolean isUsed(int pfn) {
    return used[pfn];
  }

  /// A free frame from a random place.
  ///
  /// @throws MemorySpentException when RAM is spent
  int take() {
    while (next < supply.length) {
      int pfn = supply[next++];
      if (!used[pfn]) {
        used[pfn] = true;
        available--;
        return pfn;
      }
    }
    throw new MemorySpentException(
        "memory of %d MB is spent; ask for more with --memory, or for fewer processes"
            .formatted(frames.length >> 8));
  }

  /// Contiguous frames at a given place, which must be free.
  ///
  /// @throws IllegalStateException when one is taken
  int takeAt(int pfn, int count) {
    for (int i = pfn; i < pfn + count; i++) {
      if (!exists(i) || used[i]) {
        throw new IllegalStateException("frame 0x%x is taken or doesn't exist".formatted(i));
      }
      used[i] = true;
      available--;
    }
    return pfn;
  }

  /// Contiguous free frames at a random place, the first a multiple of `alignment`.
  int takeRun(int count, int alignment, SeededRandom random) {
    int places = (Math.min(frames.length, BELOW_4G) - count) / alignment;
    for (int attempt = 0; attempt < 10_000; attempt++) {
      int pfn = random.nextInt(places) * alignment;
      boolean free = true;
      for (int i = pfn; i < pfn + count && free; i++) {
        free = exists(i) && !used[i];
      }
      if (free) {
        return takeAt(pfn, count);
      }
    }
    throw new MemorySpentException(
        "no %d contiguous frames are free; ask for more with --memory, or for fewer processes"
            .formatted(count));
  }

  /// The bytes of a frame, to be written.
  byte[] frame(int pfn) {
    byte[] bytes = frames[pfn];
    if (bytes == null) {
      bytes = new byte[PAGE];
      frames[pfn] = bytes;
    }
    return bytes;
  }

  /// The bytes of a frame, or nothing where none was ever written.
  byte @Nullable [] written(int pfn) {
    return frames[pfn];
  }
}
