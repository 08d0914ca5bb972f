package org.deepmem.paging;

import org.deepmem.image.MemoryImage;

/// The pages of one address space with the content of another image, such as a copy with changes
/// over it. The page tables are read from the space's own image; so where the copy's differ, it
/// doesn't show.
///
/// @param tables the space that maps
/// @param image holds the content, at the same physical addresses
public record OverlaidSpace(AddressSpace tables, MemoryImage image) implements AddressSpace {
  @Override
  public int wordSize() {
    return tables.wordSize();
  }

  @Override
  public long kernelStart() {
    return tables.kernelStart();
  }

  @Override
  public boolean mayHaveDirectMap() {
    return tables.mayHaveDirectMap();
  }

  @Override
  public Translation translate(long virtualAddress) {
    return tables.translate(virtualAddress);
  }

  @Override
  public long physical(long virtualAddress) {
    return tables.physical(virtualAddress);
  }

  @Override
  public MappedRuns kernelRuns() {
    return tables.kernelRuns();
  }
}
