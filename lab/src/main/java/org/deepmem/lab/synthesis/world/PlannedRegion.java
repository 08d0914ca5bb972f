package org.deepmem.lab.synthesis.world;

/// A range of a process's user memory beside its modules: one VAD.
///
/// @param kind what it is for
/// @param pages its length
/// @param resident how many of its pages are in memory: at most `pages`
/// @param protection the five bits of a VAD: 1 read, 4 read-write, 5 write-copy, 6
///   execute-read-write, 7 execute-write-copy
/// @param file the id of the [PlannedFile] mapped there; -1: private memory
public record PlannedRegion(Kind kind, int pages, int resident, int protection, int file) {
  /// What user memory is for.
  public enum Kind {
    HEAP,
    STACK,
    TEB,
    MAPPED_FILE,
    SHARED,
    PRIVATE
  }
}
