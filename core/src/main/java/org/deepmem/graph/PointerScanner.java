package org.deepmem.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.paging.MappedRuns;

/// Finds the pointers of a dump, as [KernelPointers] tells them.
///
/// Pages are read once, in blocks on all processors; the blocks are joined in order, so the result
/// doesn't depend on the number of threads.
final class PointerScanner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PAGES_A_BLOCK = 1024;

  private final MemoryImage image;
  private final MappedRuns runs;
  private final CanonicalPages pages;
  private final PointerTraits traits;
  private final int wordSize;
  private final long directMapDelta;
  private final KernelPointers words;

  PointerScanner(AddressSpace space, CanonicalPages pages) {
    this.image = space.image();
    this.runs = space.kernelRuns();
    this.pages = pages;
    wordSize = space.wordSize();
    words = new KernelPointers(space);
    boolean direct = pages.directMapDelta().isPresent();
    directMapDelta = pages.directMapDelta().orElse(0);
    traits =
        new PointerTraits(
            wordSize, direct, direct ? LoadedImages.none() : LoadedImages.find(image, pages));
  }

  Pointers scan() {
    int blocks = (pages.size() + PAGES_A_BLOCK - 1) / PAGES_A_BLOCK;
    Pointers.Builder[] parts = new Pointers.Builder[blocks];
    IntStream.range(0, blocks).parallel().forEach(block -> parts[block] = scan(block));
    return Pointers.joined(parts, pages.size());
  }

  private Pointers.Builder scan(int block) {
    int to = Math.min(pages.size(), (block + 1) * PAGES_A_BLOCK);
    Pointers.Builder found = new Pointers.Builder(to - block * PAGES_A_BLOCK);
    byte[] page = new byte[MemoryImage.PAGE];
    int hint = 0;
    for (int index = block * PAGES_A_BLOCK; index < to; index++) {
      int read = image.read(pages.physicalAddress(index), page, 0, page.length);
      Arrays.fill(page, read, page.length, (byte) 0);
      for (int at = 0; at < page.length; at += wordSize) {
        long value =
            wordSize == 8 ? (long) LONG.get(page, at) : (int) INT.get(page, at) & 0xffff_ffffL;
        int run = words.run(value, hint);
        if (run >= 0) {
          hint = run;
          add(found, index, at, value, run);
        }
      }
      found.endPage();
    }
    return found;
  }

  private void add(Pointers.Builder found, int page, int at, long value, int run) {
    long delta = runs.virtualAddress(run) - runs.physicalAddress(run);
    int targetPage = pages.pageOf(value - delta);
    long target = targetPage < 0 ? 0 : pages.canonical(targetPage, value - delta);
    byte trait = traits.of(pages.virtualAddress(page) + at, value, target, delta == directMapDelta);
    found.add(at, targetPage, (int) value & MemoryImage.PAGE - 1, trait);
  }
}
