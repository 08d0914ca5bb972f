package org.deepmem.graph;

/// Memory that was read before, as in a graph file.
///
/// @param width bytes of a node in the content
record StoredMemory(long[] physical, byte[] content, int width) implements NodeMemory {
  @Override
  public Reader reader() {
    return (node, target, at) -> System.arraycopy(content, node * width, target, at, width);
  }

  @Override
  public long bytes() {
    return content.length + (long) Long.BYTES * physical.length;
  }
}
