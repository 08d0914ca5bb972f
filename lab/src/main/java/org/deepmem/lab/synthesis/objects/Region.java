package org.deepmem.lab.synthesis.objects;

/// A range of a process's user memory at its address.
///
/// @param start address of its first byte
/// @param pages its length
/// @param protection five bits, as in VADs
/// @param file the id of the file that is mapped; -1: private memory
/// @param image whether the file is mapped as an image
record Region(long start, int pages, int protection, int file, boolean image) {
  /// The last address.
  long last() {
    return start + ((long) pages << 12) - 1;
  }
}
