package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.deepmem.image.ImageNotes;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;
import org.deepmem.image.RepeatedPageImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Lists, trees and tables that were made to cost all time and memory.
@Timeout(120)
class HostileWalksTest {
  private static final int DEEP = 60_000;

  private final TestKernel kernel = new TestKernel();

  @BeforeEach
  void layouts() {
    kernel.struct("xarray", 16, "xa_head 8 8 void~*");
    kernel.struct("xa_node", 64, "slots 16 32 void~*[4]", "marks 48 16 unsigned[2]");
    kernel.struct("maple_tree", 24, "ma_root 8 8 void~*");
    kernel.struct("maple_range_64", 256, "pivot 8 120 unsigned[15]", "slot 128 128 void~*[16]");
    kernel.struct("maple_arange_64", 256, "pivot 8 72 unsigned[9]", "slot 80 80 void~*[10]");
    kernel.struct("rb_node", 24, "rb_right 8 8 rb_node~*", "rb_left 16 8 rb_node~*");
  }

  /// Nodes that overlap, 16 bytes from one to the next, each of which leads to the next.
  @Test
  void anXArrayAsDeepAsMemoryEnds() {
    long array = kernel.room(16);
    long first = kernel.room(16 * DEEP + 64);
    kernel.word(array + 8, first | 2);
    chain(first + 16, 16, i -> first + 16L * (i + 1) | 2);
    List<Long> met = new ArrayList<>();
    new XArray(kernel.reader()).walk(array, met::add);
    assertThat(met).isEmpty();
  }

  @Test
  void aMapleTreeAsDeepAsMemoryEnds() {
    long tree = kernel.room(24);
    int nodes = 8_000;
    long first = kernel.room(256 * nodes + 512) + 255 & -256;
    kernel.word(tree + 8, first | 2 << 3 | 2);
    for (int i = 0; i < nodes; i++) {
      kernel.word(first + 256L * i + 128, first + 256L * (i + 1) | 2 << 3 | 2);
    }
    List<Long> met = new ArrayList<>();
    new MapleTree(kernel.reader()).walk(tree, met::add);
    assertThat(met).isEmpty();
  }

  @Test
  void aRedBlackTreeAsDeepAsMemoryIsWalked() {
    long root = kernel.room(8);
    long first = kernel.room(16 * DEEP + 64);
    kernel.word(root, first);
    chain(first + 16, 16, i -> first + 16L * (i + 1));
    List<Long> met = new ArrayList<>();
    RedBlackTree.walk(kernel.reader(), root, 0, met::add);
    assertThat(met).hasSize(DEEP + 1).startsWith(first, first + 16);
  }

  /// 64 slots of a node, all of which lead to the next node: 64^16 ways through 16 nodes.
  @Test
  void aTreeWithMoreWaysThanTimeIsWalkedOnceANode() {
    kernel.struct("xa_node", 576, "slots 40 512 void~*[64]", "marks 552 24 unsigned[3]");
    long array = kernel.room(16);
    long[] nodes = LongStream.range(0, 16).map(i -> kernel.room(576)).toArray();
    kernel.word(array + 8, nodes[0] | 2);
    long object = kernel.room(8);
    for (int node = 0; node < nodes.length; node++) {
      long below = node + 1 < nodes.length ? nodes[node + 1] | 2 : object;
      for (int slot = 0; slot < 64; slot++) {
        kernel.word(nodes[node] + 40 + 8L * slot, below);
      }
    }
    List<Long> met = new ArrayList<>();
    new XArray(kernel.reader()).walk(array, met::add);
    assertThat(met).hasSize(64).containsOnly(object);
  }

  @Test
  void noMoreObjectsAreNotedThanTheDumpHasRoomFor() {
    ReachedObjects reached = new ReachedObjects(kernel.reader());
    long noted =
        LongStream.range(0, 1_000_000)
            .filter(i -> reached.add("file", TestKernel.DIRECT_MAP + 8 * i, "fdtable"))
            .count();
    assertThat(noted).isEqualTo((1 << 16) + (4 << 20) / 64);
    assertThat(reached.of("file")).hasSize((int) noted);
    assertThat(reached.isFull()).isTrue();
    assertThat(reached.add("file", TestKernel.DIRECT_MAP, "s_root")).isFalse(); // known
  }

  /// Each names another top table, and each walk through it is as long as it may be.
  @Test
  void pageTableRootsWithoutEndAreGivenUp() {
    ByteBuffer table = ByteBuffer.allocate(MemoryImage.PAGE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 512; i++) {
      table.putLong((i + 1L) * MemoryImage.PAGE | 0x63);
    }
    List<Long> roots = LongStream.range(1, 4096).mapToObj(i -> i * MemoryImage.PAGE).toList();
    MemoryImage image =
        new RepeatedPageImage(
            table.array(),
            List.of(new PhysicalRun(0, 1 << 24)),
            new ImageNotes(roots, java.util.Optional.empty()));
    LinuxPlaces places = new LinuxPlaces(image);
    assertThat(places.find()).isEmpty();
    assertThat(places.rejected())
        .hasSizeLessThan(100)
        .anySatisfy(line -> assertThat(line).contains("too many page tables"));
  }

  @FunctionalInterface
  private interface Next {
    long of(int number);
  }

  private void chain(long first, int distance, Next next) {
    ByteBuffer words = ByteBuffer.allocate(distance * DEEP).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < DEEP; i++) {
      words.putLong(distance * i, next.of(i));
    }
    kernel.bytes(first, words.array());
  }
}
