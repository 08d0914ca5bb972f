package org.deepmem.paging;

/// What a page-table entry whose present bit is clear means. The processor ignores its other bits,
/// so each system keeps there what it likes.
public enum InvalidEntries {
  /// No such entry maps anything (Linux).
  ABSENT,
  /// An entry with bit 11 (transition) set and bit 10 (prototype) clear still names the frame that
  /// holds its page, which was only taken out of a working set (Windows, `_MMPTE_TRANSITION`). Such
  /// an entry maps 4 KB or leads to a table, never to a large page: bit 7 belongs to its
  /// protection.
  ///
  /// The frame is bits 12 to 31 (x86), 12 to 37 (PAE) or 12 to 44 (x64). Windows 10 may keep a
  /// frame of x64 XORed with a mask of one high bit, against reads of the processor's cache (L1TF).
  /// Volatility 3 reads 45 bits and so drops the mask where it is bit 45 or above; so do we. Where
  /// a processor has fewer address bits and the mask lies lower, the frame is beyond memory, and
  /// its page counts as mapped but absent.
  WINDOWS_TRANSITION
}
