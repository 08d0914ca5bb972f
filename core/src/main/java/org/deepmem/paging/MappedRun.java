package org.deepmem.paging;

/// Consecutive virtual pages mapped to consecutive physical pages.
///
/// @param virtualAddress first byte, page aligned; compared as unsigned
/// @param physicalAddress of the first byte, page aligned
/// @param length bytes, a multiple of the page size
public record MappedRun(long virtualAddress, long physicalAddress, long length) {
  /// What added to a physical address of the run gives its virtual address.
  public long delta() {
    return virtualAddress - physicalAddress;
  }
}
