package org.deepmem.kernel.linux;

import static org.deepmem.fuzz.Checks.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.BytesImage;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.KernelReader;
import org.deepmem.paging.FlatSpace;
import org.deepmem.paging.VirtualMemory;

/// Lists and trees in memory that the attacker wrote: lists of all kinds, maple trees, xarrays and
/// red-black trees. The first byte chooses; the rest is memory, in which a word whose top bytes are
/// `ffff` and one more byte counts from the memory's start, so that most pointers lead somewhere.
public final class LinuxTreesFuzz implements FuzzTarget {
  private static final long START = 0xffff_8880_0000_0000L;

  /// Reads after which memory reads as absent.
  private static final long READS = 1 << 22;

  private final TestKernel layouts =
      new TestKernel()
          .struct("rb_node", 24, "rb_right 8 8 rb_node~*", "rb_left 16 8 rb_node~*")
          .struct("xarray", 16, "xa_head 8 8 void~*")
          .struct("xa_node", 64, "slots 16 32 void~*[4]", "marks 48 16 unsigned[2]")
          .struct("maple_tree", 24, "ma_root 8 8 void~*")
          .struct("maple_range_64", 256, "pivot 8 120 unsigned[15]", "slot 128 128 void~*[16]")
          .struct("maple_arange_64", 256, "pivot 8 72 unsigned[9]", "slot 80 80 void~*[10]");

  @Override
  public void run(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] memory = Arrays.copyOfRange(input, 1, input.length);
    if ((input[0] & 0x40) == 0) {
      relocate(memory);
    }
    int pages = memory.length / MemoryImage.PAGE + 1;
    FlatSpace space =
        new FlatSpace(
            new BytesImage(Arrays.copyOf(memory, pages * MemoryImage.PAGE)),
            START,
            (long) pages * MemoryImage.PAGE,
            8);
    KernelReader kernel = new KernelReader(space, layouts, layouts, READS);
    AtomicInteger met = new AtomicInteger();
    LongConsumer each = _ -> met.incrementAndGet();
    KernelLists lists = new KernelLists(kernel);
    KernelList walks = new KernelList(new VirtualMemory(space));
    switch (input[0] & 7) {
      case 0 -> lists.circular(START, 8, each);
      case 1 -> lists.bucket(START, 8, each);
      case 2 -> new MapleTree(kernel).walk(START, each);
      case 3 -> new XArray(kernel).walk(START, each);
      case 4 -> RedBlackTree.walk(kernel, START, 8, each);
      case 5 -> walks.list(START);
      case 6 -> walks.nullsChain(START);
      default -> {
        walks.chain(START);
        walks.bitLockedChain(START);
      }
    }
    require(met.get() <= 1 << 22, "a walk ends");
  }

  /// Makes words that look like pointers point into the memory; the two lowest bits stay.
  private static void relocate(byte[] memory) {
    ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 8 <= memory.length; at += 8) {
      long word = words.getLong(at);
      if (word < 0) {
        long within = (word >>> 8) % memory.length & ~0xffL | word & 0xff;
        words.putLong(at, START + within);
      }
    }
  }

  @Override
  public List<byte[]> seeds() {
    byte[][] seeds = new byte[8][];
    for (int kind = 0; kind < 8; kind++) {
      ByteBuffer memory = ByteBuffer.allocate(1 + 16 * 256).order(ByteOrder.LITTLE_ENDIAN);
      memory.put((byte) kind);
      for (int at = 1; at + 8 <= memory.capacity(); at += 8) {
        boolean pointer = at / 8 % 3 != 2;
        int low = kind == 2 ? 0x1e : kind == 3 ? 2 : 0;
        memory.putLong(at, pointer ? 0xffff_ff00_0000_0000L | (at / 8 * 37 % 16) << 8 | low : at);
      }
      seeds[kind] = memory.array();
    }
    return List.of(seeds);
  }
}
