package org.deepmem.kernel.linux;

import java.util.Arrays;
import java.util.Optional;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.MappedRun;
import org.jspecify.annotations.Nullable;

/// The stretch of kernel memory that holds the kernel's own text and data.
///
/// Of a 32-bit kernel, the direct map, since the image is a part of it.
///
/// @param start first mapped address
/// @param end address after the last mapped one
/// @param delta virtual less physical address; the image is contiguous in both
record KernelImage(long start, long end, long delta) {
  /// The kernel's image is linked to and, with KASLR, moved within this range.
  static final long LOWEST = 0xffffffff80000000L;

  private static final long HIGHEST = 0xffffffffc0000000L;
  private static final long SMALLEST = 1 << 22;
  private static final long LARGEST = 1 << 28;

  /// The image that an address space maps: adjacent runs with one distance from physical memory.
  static Optional<KernelImage> find(AddressSpace space) {
    boolean wide = space.wordSize() == Long.BYTES;
    @Nullable KernelImage best = null;
    @Nullable KernelImage open = null;
    for (MappedRun run : space.kernelRuns()) {
      long start = run.virtualAddress();
      boolean inImage =
          wide
              ? Long.compareUnsigned(start, LOWEST) >= 0 && Long.compareUnsigned(start, HIGHEST) < 0
              : run.delta() == space.kernelStart();
      if (!inImage) {
        continue;
      }
      long end = start + run.length();
      open =
          open != null && open.delta == run.delta()
              ? new KernelImage(open.start, end, open.delta)
              : new KernelImage(start, end, run.delta());
      if (best == null || best.end - best.start < open.end - open.start) {
        best = open;
      }
    }
    return Optional.ofNullable(best).filter(image -> image.end - image.start >= SMALLEST);
  }

  /// Where an image is linked to, before KASLR and `CONFIG_PHYSICAL_START` are added.
  static long base(AddressSpace space) {
    return space.wordSize() == Long.BYTES ? LOWEST : space.kernelStart();
  }

  /// The image's first 256 MB; zeros where the dump has none.
  byte[] bytes(AddressSpace space) {
    byte[] bytes = new byte[(int) Math.min(end - start, LARGEST)];
    for (int at = 0; at < bytes.length; at += MemoryImage.PAGE) {
      int length = Math.min(MemoryImage.PAGE, bytes.length - at);
      if (space.image().read(start - delta + at, bytes, at, length) < length) {
        Arrays.fill(bytes, at, at + length, (byte) 0);
      }
    }
    return bytes;
  }
}
