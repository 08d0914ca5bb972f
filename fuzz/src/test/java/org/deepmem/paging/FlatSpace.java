package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// An address space that maps one run of kernel memory at physical 0, without tables: what reads
/// virtual memory is fuzzed with what lies there, and not with how it is mapped.
///
/// @param start virtual address of the run
/// @param length bytes, a multiple of a page
public record FlatSpace(MemoryImage image, long start, long length, int wordSize)
    implements AddressSpace {
  @Override
  public long kernelStart() {
    return wordSize == 8 ? 0xffff_8000_0000_0000L : 0x8000_0000L;
  }

  @Override
  public Translation translate(long virtualAddress) {
    long physical = physical(virtualAddress);
    return physical == UNMAPPED
        ? new Translation.Unmapped(1, "beyond the run")
        : new Translation.Mapped(physical, MemoryImage.PAGE);
  }

  @Override
  public long physical(long virtualAddress) {
    return Long.compareUnsigned(virtualAddress - start, length) < 0
        ? virtualAddress - start
        : UNMAPPED;
  }

  @Override
  public MappedRuns kernelRuns() {
    MappedRuns.Builder runs = new MappedRuns.Builder();
    runs.add(start, 0, length, false);
    return runs.build();
  }
}
