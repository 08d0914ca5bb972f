package org.deepmem.lab.synthesis.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.deepmem.nn.SeededRandom;
import org.jspecify.annotations.Nullable;

/// The nonpaged or the paged pool. Blocks keep what was in their memory before: zero what must be
/// zero. Where a block comes to lie is drawn from the machine's seed.
public final class Pool {
  private final KernelMemory memory;
  private final boolean paged;
  private final PoolPages pages;
  private final PoolHeaders headers;
  private final PoolHeap heap;
  private final BigPages bigPages;
  private final Residuals residuals;
  private final @Nullable PoolDescriptor descriptor;
  private final Map<Integer, Deque<PoolBlock>> freeBig = new HashMap<>();
  private int allocations;
  private int frees;

  /// @param descriptor of a pool of pages; none of one on the segment heap
  Pool(
      KernelMemory memory,
      boolean paged,
      PoolPages pages,
      @Nullable PoolDescriptor descriptor,
      BigPages bigPages,
      SeededRandom random) {
    this.memory = memory;
    this.paged = paged;
    this.pages = pages;
    this.bigPages = bigPages;
    headers = new PoolHeaders(memory, paged);
    residuals = new Residuals(PoolHeaders.bytes(memory.system));
    this.descriptor = descriptor;
    heap =
        descriptor == null
            ? new SegmentHeap(memory, paged, headers, pages::segment, residuals, random)
            : new PageHeap(memory, paged, headers, pages::page, descriptor, residuals, random);
  }

  /// Allocates. More than about a page is page-aligned, has no header and is entered in the table
  /// of big allocations.
  ///
  /// @param tag four characters
  /// @param protectedTag whether the high bit of the tag's last character is set
  /// @throws IllegalStateException when the machine's memory is spent
  public PoolBlock allocate(int bytes, String tag, boolean protectedTag) {
    allocations++;
    if (bytes > heap.largest()) {
      return allocateBig(bytes, tag);
    }
    long header = heap.allocate(bytes);
    headers.tag(header, tag, protectedTag);
    return new PoolBlock(
        header + PoolHeaders.bytes(memory.system), bytes, heap.room(header), tag, paged, false);
  }

  private PoolBlock allocateBig(int bytes, String tag) {
    int count = (bytes + PhysicalMemory.PAGE - 1) / PhysicalMemory.PAGE;
    Deque<PoolBlock> free = freeBig.get(count);
    long va = free == null || free.isEmpty() ? pages.run(count) : free.poll().address();
    PoolBlock block = new PoolBlock(va, bytes, count * PhysicalMemory.PAGE, tag, paged, true);
    residuals.overwritten(block.address(), block.end());
    bigPages.add(block);
    return block;
  }

  /// Frees a block. Its remains stay until the memory is used again.
  public void free(PoolBlock block) {
    frees++;
    if (block.big()) {
      bigPages.free(block);
      freeBig
          .computeIfAbsent(block.room() / PhysicalMemory.PAGE, n -> new ArrayDeque<>())
          .add(block);
      residuals.add(block);
    } else if (heap.free(block.address() - PoolHeaders.bytes(memory.system))) {
      residuals.add(block);
    }
  }

  /// Whether a freed block's header (tag and size) and data are still there, so that a scan finds
  /// what was in it.
  public boolean intact(PoolBlock block) {
    return residuals.contains(block);
  }

  /// Pages of 4096 bytes that this pool has.
  public int pageCount() {
    return pages.count();
  }

  /// Writes what only shows when the machine stands still.
  void seal() {
    heap.seal();
    if (descriptor != null) {
      descriptor.counts(allocations, frees, pages.count(), 0, (long) pages.count() << 12);
    }
    pages.seal();
  }
}
