package org.deepmem.paging;

import java.util.Objects;

/// Memory that a walk needed can't be read: its address isn't mapped, or its page isn't in the
/// dump. An ordinary outcome in a filtered or damaged dump, which whoever walks decides about: skip
/// the object, count the loss, or give up. Has no stack trace, as it may occur often.
public final class AbsentMemoryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long address;

  /// @param address virtual address of the first byte that can't be read
  /// @param reason in words, such as what the page tables say
  public AbsentMemoryException(long address, String reason) {
    super("address 0x%016x: %s".formatted(address, reason), null, false, false);
    this.address = address;
  }

  /// Virtual address of the first byte that can't be read.
  public long address() {
    return address;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
