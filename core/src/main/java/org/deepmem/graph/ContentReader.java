package org.deepmem.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.CanonicalPages;

/// Copies the bytes under each node's window. What crosses a page goes on in the next virtual one.
final class ContentReader {
  private static final int NODES_A_BLOCK = 1 << 14;

  private final MemoryImage image;
  private final CanonicalPages pages;
  private final Segments nodes;
  private final int cut;
  private final int width;

  ContentReader(MemoryImage image, CanonicalPages pages, Segments nodes, int cut) {
    this.image = image;
    this.pages = pages;
    this.nodes = nodes;
    this.cut = cut;
    width = MemoryGraph.contentWidth(cut);
  }

  /// `[nodes × contentWidth]`, zero-padded.
  byte[] read() {
    byte[] content = new byte[Math.multiplyExact(nodes.size(), width)];
    int blocks = (nodes.size() + NODES_A_BLOCK - 1) / NODES_A_BLOCK;
    IntStream.range(0, blocks).parallel().forEach(block -> read(block, content));
    return content;
  }

  private void read(int block, byte[] content) {
    byte[] bytes = new byte[2 * MemoryImage.PAGE];
    int loaded = -1;
    int to = Math.min(nodes.size(), (block + 1) * NODES_A_BLOCK);
    for (int node = block * NODES_A_BLOCK; node < to; node++) {
      int page = nodes.pages()[node];
      if (page != loaded) {
        load(page, bytes);
        loaded = page;
      }
      int at = (int) (nodes.addresses()[node] - pages.virtualAddress(page));
      int length = Math.min(nodes.lengths()[node], cut);
      System.arraycopy(bytes, at, content, node * width, length);
    }
  }

  /// A page, and the first window's worth of the virtual page after it.
  private void load(int page, byte[] bytes) {
    int read = image.read(pages.physicalAddress(page), bytes, 0, MemoryImage.PAGE);
    Arrays.fill(bytes, read, bytes.length, (byte) 0);
    int next = page + 1;
    if (next < pages.size()
        && pages.virtualAddress(next) == pages.virtualAddress(page) + MemoryImage.PAGE) {
      image.read(pages.physicalAddress(next), bytes, MemoryImage.PAGE, cut);
    }
  }
}
