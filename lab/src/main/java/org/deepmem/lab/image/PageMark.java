package org.deepmem.lab.image;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.VmcoreInfo;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.symbols.MissingSymbolException;
import org.deepmem.symbols.TypeTable;

/// How a page descriptor says that its page is the first of a free block, or of a slab.
///
/// @param offset of the word in the descriptor that tells, 4 bytes
/// @param mask of the bits that tell
/// @param value of those bits in such a page
record PageMark(int offset, int mask, int value) {
  private static final String NUMBER = "PAGE_BUDDY_MAPCOUNT_VALUE";
  private static final int VMCOREINFO_BYTES = 4096;

  /// The mark of free blocks: the page type `PGTY_buddy` in kernels that have it, else the value of
  /// `_mapcount` that VMCOREINFO tells.
  static PageMark free(LinuxKernel kernel) {
    TypeTable types = kernel.types();
    return type(types, "PGTY_buddy")
        .orElseGet(
            () ->
                new PageMark(
                    types.requireMember("page", "_mapcount").offset(),
                    -1,
                    (int)
                        vmcoreInfo(kernel)
                            .number(NUMBER)
                            .orElseThrow(
                                () ->
                                    new MissingSymbolException(
                                        "VMCOREINFO", "NUMBER(" + NUMBER + ")"))));
  }

  /// The mark of slabs: the page type `PGTY_slab` in kernels that have it, else the flag `PG_slab`.
  static PageMark slab(TypeTable types) {
    return type(types, "PGTY_slab")
        .orElseGet(
            () -> {
              int flag = (int) flag(types, "PG_slab");
              return new PageMark(types.requireMember("page", "flags").offset(), flag, flag);
            });
  }

  private static Optional<PageMark> type(TypeTable types, String name) {
    OptionalLong type = types.enumConstant("pagetype", name);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    int offset = types.requireMember("page", "page_type").offset();
    return Optional.of(new PageMark(offset, 0xff000000, (int) type.getAsLong() << 24));
  }

  /// A flag of `page.flags` by its name.
  static long flag(TypeTable types, String name) {
    return 1L
        << types
            .enumConstant("pageflags", name)
            .orElseThrow(
                () -> new MissingSymbolException(types.source(), "enum pageflags' " + name));
  }

  boolean marks(ByteBuffer descriptor) {
    return (descriptor.getInt(offset) & mask) == value;
  }

  /// The text that the kernel keeps for crash dumps, from memory, since not every file's notes have
  /// it.
  private static VmcoreInfo vmcoreInfo(LinuxKernel kernel) {
    try {
      long text = kernel.memory().pointer(kernel.symbols().require("vmcoreinfo_data"));
      return VmcoreInfo.parse(kernel.memory().string(text, VMCOREINFO_BYTES));
    } catch (AbsentMemoryException e) {
      throw new MissingSymbolException("memory", "VMCOREINFO: " + e.getMessage());
    }
  }
}
