package org.deepmem.graph;

/// The memory under a graph's nodes. Safe for use by several threads.
public interface NodeMemory {
  /// `[nodes]`: physical address of each node's first byte.
  long[] physical();

  /// `[nodes × contentWidth]`: each window's bytes, zero-padded.
  ///
  /// @throws ArithmeticException when an array can't hold them (33 million nodes of 64 bytes)
  byte[] content();

  /// Reads nodes' bytes, for one thread.
  Reader reader();

  /// Bytes that it takes in memory.
  long bytes();

  /// Reads nodes' bytes; fastest in the order of the nodes.
  interface Reader {
    /// Copies a window's bytes, zero-padded to the content's width, to `target[at ..]`.
    void read(int node, byte[] target, int at);
  }
}
