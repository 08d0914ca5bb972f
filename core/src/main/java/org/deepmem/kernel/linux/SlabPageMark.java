package org.deepmem.kernel.linux;

import java.util.OptionalLong;
import org.deepmem.kernel.KernelReader;

/// How a page descriptor says that its page is a slab: by the flag `PG_slab`, or in kernels that
/// have it by the page type `PGTY_slab`. Asked of the kernel's enumerations.
///
/// @param offset of the word in the descriptor that tells, 4 bytes
/// @param mask of the bits that tell
/// @param value of those bits in a slab
record SlabPageMark(int offset, int mask, int value) {
  static SlabPageMark of(KernelReader kernel) {
    OptionalLong type = kernel.types().enumConstant("pagetype", "PGTY_slab");
    int typeOffset = kernel.offset("page", "page_type");
    if (type.isPresent() && typeOffset != KernelReader.ABSENT) {
      return new SlabPageMark(typeOffset, 0xff000000, (int) type.getAsLong() << 24);
    }
    long flag = kernel.types().enumConstant("pageflags", "PG_slab").orElse(9);
    int flags = Math.max(0, kernel.offset("page", "flags"));
    return new SlabPageMark(flags, 1 << flag, 1 << flag);
  }

  boolean marks(int word) {
    return (word & mask) == value;
  }
}
