package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.world.PlannedLookAlike;

/// Bytes that look like an object and are none.
///
/// @param type `_EPROCESS`
/// @param address of what looks like the body; a user address for a copy in user memory
/// @param process id of the process in whose memory it lies; 0: in the kernel's
/// @param kind how it comes about
/// @param head bytes at the start that are the object's still
/// @param from bytes before the part behind those that is the object's again
/// @param to bytes before the end of that part
public record LookAlike(
    String type,
    long address,
    int process,
    PlannedLookAlike.Kind kind,
    int head,
    int from,
    int to) {
  /// One of which every byte is the object's, pointers apart.
  static LookAlike whole(
      String type, long address, int process, PlannedLookAlike.Kind kind, int bytes) {
    return new LookAlike(type, address, process, kind, 0, 0, bytes);
  }

  /// Whether bytes of the structure weren't overwritten.
  public boolean intact(int offset, int bytes) {
    return offset + bytes <= head || offset >= from && offset + bytes <= to;
  }
}
