package org.deepmem.lab.synthesis.machine;

/// What was to be synthesised doesn't fit into the machine's memory. The message is one line with
/// the remedy.
public final class MemorySpentException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  MemorySpentException(String message) {
    super(message);
  }
}
