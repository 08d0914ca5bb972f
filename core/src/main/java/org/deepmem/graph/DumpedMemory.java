package org.deepmem.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.CanonicalPages;
import org.jspecify.annotations.Nullable;

/// The memory of a dump that is open. All nodes' bytes are read at once where they have room in the
/// heap, else when they are asked for. What crosses a page goes on in the next virtual one.
final class DumpedMemory implements NodeMemory {
  private static final int NODES_A_BLOCK = 1 << 14;

  private final MemoryImage image;
  private final CanonicalPages pages;
  private final long[] addresses;
  private final short[] lengths;
  private final int[] firstOfPage;
  private final int cut;
  private final int width;
  private final byte @Nullable [] kept;

  /// @param nodes whose bytes are read
  /// @param most bytes of content that are kept
  DumpedMemory(MemoryImage image, CanonicalPages pages, Segments nodes, int cut, long most) {
    this.image = image;
    this.pages = pages;
    this.addresses = nodes.addresses();
    this.lengths = nodes.lengths();
    this.firstOfPage = nodes.firstOfPage();
    this.cut = cut;
    width = MemoryGraph.contentWidth(cut);
    long bytes = (long) width * nodes.size();
    kept = bytes <= Math.min(most, Integer.MAX_VALUE - 8) ? readAll() : null;
  }

  @Override
  public long[] physical() {
    long[] physical = new long[addresses.length];
    for (int page = 0; page < pages.size(); page++) {
      long delta = pages.physicalAddress(page) - pages.virtualAddress(page);
      for (int node = firstOfPage[page]; node < firstOfPage[page + 1]; node++) {
        physical[node] = addresses[node] + delta;
      }
    }
    return physical;
  }

  @Override
  public byte[] content() {
    return kept != null ? kept : readAll();
  }

  @Override
  public Reader reader() {
    byte[] all = kept;
    return all == null
        ? new PageReader()
        : (node, target, at) -> System.arraycopy(all, node * width, target, at, width);
  }

  @Override
  public long bytes() {
    return (kept == null ? 0 : kept.length) + (long) Integer.BYTES * firstOfPage.length;
  }

  private byte[] readAll() {
    byte[] content = new byte[Math.multiplyExact(addresses.length, width)];
    int blocks = (addresses.length + NODES_A_BLOCK - 1) / NODES_A_BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              PageReader reader = new PageReader();
              int to = Math.min(addresses.length, (block + 1) * NODES_A_BLOCK);
              for (int node = block * NODES_A_BLOCK; node < to; node++) {
                reader.read(node, content, node * width);
              }
            });
    return content;
  }

  /// Keeps the page of the last node, and the first window's worth of the virtual page after it.
  private final class PageReader implements Reader {
    private final byte[] bytes = new byte[2 * MemoryImage.PAGE];
    private int loaded = -1;

    @Override
    public void read(int node, byte[] target, int at) {
      if (loaded < 0 || node < firstOfPage[loaded] || node >= firstOfPage[loaded + 1]) {
        load(pageOf(node));
      }
      int from = (int) (addresses[node] - pages.virtualAddress(loaded));
      int length = Math.min(lengths[node], cut);
      System.arraycopy(bytes, from, target, at, length);
      Arrays.fill(target, at + length, at + width, (byte) 0);
    }

    /// The last page whose first node isn't beyond this one.
    private int pageOf(int node) {
      if (loaded >= 0 && firstOfPage[loaded + 1] <= node) {
        int next = loaded + 1;
        if (firstOfPage[next + 1] > node) {
          return next;
        }
      }
      int low = 0;
      int high = firstOfPage.length - 2;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (firstOfPage[middle] <= node) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    private void load(int page) {
      int read = image.read(pages.physicalAddress(page), bytes, 0, MemoryImage.PAGE);
      Arrays.fill(bytes, read, bytes.length, (byte) 0);
      if (pages.adjoin(page)) {
        image.read(pages.physicalAddress(page + 1), bytes, MemoryImage.PAGE, cut);
      }
      loaded = page;
    }
  }
}
