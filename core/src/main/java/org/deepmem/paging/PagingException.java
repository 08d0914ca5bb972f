package org.deepmem.paging;

/// Page tables that no processor could use, such as tables that contain themselves. The message
/// names the physical address and says what to do.
public final class PagingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param physicalAddress of the table at fault
  /// @param reason what is wrong, in words, with the remedy
  public PagingException(long physicalAddress, String reason) {
    super("page table at physical 0x%x: %s".formatted(physicalAddress, reason));
  }
}
