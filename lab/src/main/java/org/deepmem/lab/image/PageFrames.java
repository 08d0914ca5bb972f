package org.deepmem.lab.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.TypeTable;

/// The kernel's page descriptors (`struct page`), one a page frame. The rules are makedumpfile's
/// (`__exclude_unnecessary_pages`), but that a compound page's tails follow their head by
/// `compound_head`, so that no order has to be known. For one thread.
final class PageFrames {
  /// Lowest bit of `page.mapping`: anonymous (include/linux/page-flags.h).
  private static final long ANONYMOUS = 1;

  /// Lowest bit of `page.compound_head`: a tail; the other bits are its head's address.
  private static final long TAIL = 1;

  /// Blocks of the buddy allocator have fewer pages than 2 to this.
  private static final int ORDERS = 32;

  private final AddressSpace space;
  private final long descriptors;
  private final int size;
  private final int flags;
  private final int mapping;
  private final int compoundHead;
  private final int order;
  private final long lru;
  private final PageMark free;
  private final PageMark slab;
  private final byte[] bytes;
  private final ByteBuffer descriptor;

  /// @throws org.deepmem.symbols.MissingSymbolException when the kernel's layouts don't describe
  ///   its page descriptors
  PageFrames(LinuxKernel kernel) {
    space = kernel.space();
    descriptors = kernel.vmemmapBase();
    TypeTable types = kernel.types();
    size = types.requireStruct("page").size();
    flags = types.requireMember("page", "flags").offset();
    mapping = types.requireMember("page", "mapping").offset();
    compoundHead = types.requireMember("page", "compound_head").offset();
    order = types.requireMember("page", "private").offset();
    lru = PageMark.flag(types, "PG_lru");
    free = PageMark.free(kernel);
    slab = PageMark.slab(types);
    bytes = new byte[size];
    descriptor = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// What a page frame is used for. Of a block of free pages only the first is told to be free:
  /// [#freePages] says how many follow.
  PageUse use(long frame) {
    long address = descriptors + frame * size;
    if (space.physical(address) == AddressSpace.UNMAPPED) {
      return PageUse.UNMANAGED;
    }
    if (!load(address)) {
      return PageUse.KERNEL;
    }
    long head = word(compoundHead);
    boolean tail = (head & TAIL) != 0;
    if (tail && !load(head & ~TAIL)) {
      return PageUse.KERNEL;
    }
    if (!tail && free.marks(descriptor)) {
      return PageUse.FREE;
    }
    if (slab.marks(descriptor)) {
      return PageUse.KERNEL; // where pages of files have `mapping`, slabs may have a number
    }
    if ((word(mapping) & ANONYMOUS) != 0) {
      return PageUse.USER;
    }
    return (word(flags) & lru) != 0 ? PageUse.CACHE : PageUse.KERNEL;
  }

  /// Number of pages in the free block whose first frame [#use] was asked about last; 1 where the
  /// descriptor is damaged.
  int freePages() {
    long blockOrder = word(order);
    return blockOrder >= 0 && blockOrder < ORDERS - 1 ? 1 << blockOrder : 1;
  }

  /// An `unsigned long` or a pointer of the descriptor.
  private long word(int offset) {
    return space.wordSize() == Long.BYTES
        ? descriptor.getLong(offset)
        : Integer.toUnsignedLong(descriptor.getInt(offset));
  }

  private boolean load(long address) {
    return space.read(address, bytes, 0, size) == size;
  }
}
