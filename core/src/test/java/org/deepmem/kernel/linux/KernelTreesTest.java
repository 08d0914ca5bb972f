package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.kernel.KernelReader;
import org.junit.jupiter.api.Test;

/// Lists and trees written by hand, and the same ones damaged.
class KernelTreesTest {
  private final TestKernel kernel = new TestKernel();

  @Test
  void aCircularListIsWalkedOnce() {
    long head = kernel.room(16);
    long one = kernel.room(64);
    long two = kernel.room(64);
    kernel.circle(head, one + 24, two + 24);
    assertThat(circular(head, 24)).containsExactly(one, two);
  }

  @Test
  void aCircularListThatNeverComesBackEnds() {
    long head = kernel.room(16);
    long one = kernel.room(64);
    long two = kernel.room(64);
    kernel.word(head, one).word(one, two).word(two, one);
    assertThat(circular(head, 0)).containsExactly(one, two);
  }

  @Test
  void aListThatLeavesKernelMemoryEnds() {
    long head = kernel.room(16);
    long one = kernel.room(64);
    kernel.word(head, one).word(one, 0xdead000000000100L); // LIST_POISON1
    assertThat(circular(head, 0)).containsExactly(one);
    kernel.word(one, 0x1000);
    assertThat(circular(head, 0)).containsExactly(one);
  }

  @Test
  void aReaderThatGaveOutItsReadsFindsNothingMore() {
    long head = kernel.room(16);
    long[] nodes = new long[100];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = i == 0 ? head : kernel.room(16);
    }
    kernel.circle(nodes);
    KernelReader reader =
        new KernelReader(
            kernel.kernel().space(), kernel.kernel().symbols(), kernel.kernel().types(), 10);
    List<Long> met = new ArrayList<>();
    new KernelLists(reader).circular(head, 0, met::add);
    assertThat(met).hasSize(10);
    assertThat(reader.exhausted()).isTrue();
    assertThat(reader.readable(head, 8)).isFalse();
  }

  @Test
  void aBucketEndsInZeroOrInAnOddValue() {
    long head = kernel.room(16);
    long one = kernel.room(64);
    long two = kernel.room(64);
    kernel.word(head, one + 8).word(one + 8, two + 8).word(two + 8, 0);
    assertThat(bucket(head, 8)).containsExactly(one, two);
    kernel.word(two + 8, 2 * 77 + 1);
    assertThat(bucket(head, 8)).containsExactly(one, two);
    kernel.word(head, one + 8 | 1); // locked
    assertThat(bucket(head, 8)).containsExactly(one, two);
    kernel.word(head, 2 * 77 + 1);
    assertThat(bucket(head, 8)).isEmpty();
  }

  @Test
  void aRedBlackTreeIsWalkedWhateverItsLinksSay() {
    kernel.struct("rb_node", 24, "rb_right 8 8 rb_node~*", "rb_left 16 8 rb_node~*");
    long root = kernel.room(8);
    long top = kernel.room(24);
    long left = kernel.room(24);
    long right = kernel.room(24);
    kernel.word(root, top).word(top + 16, left).word(top + 8, right);
    kernel.word(right + 8, top); // a loop
    List<Long> met = new ArrayList<>();
    RedBlackTree.walk(kernel.reader(), root, 0, met::add);
    assertThat(met).containsExactly(top, left, right);
  }

  @Test
  void anXArrayGivesItsPointers() {
    kernel.struct("xarray", 16, "xa_head 8 8 void~*");
    kernel.struct("xa_node", 64, "slots 16 32 void~*[4]", "marks 48 16 unsigned[2]");
    long array = kernel.room(16);
    long top = kernel.room(64);
    long below = kernel.room(64);
    long one = kernel.room(8);
    long two = kernel.room(8);
    kernel.word(array + 8, top | 2).word(top + 16, below | 2).word(top + 24, two);
    kernel.word(below + 24, one).word(below + 16, 0x402).word(below + 32, top | 2);
    List<Long> met = new ArrayList<>();
    new XArray(kernel.reader()).walk(array, met::add);
    assertThat(met).containsExactly(one, two);
    met.clear();
    kernel.word(array + 8, one);
    new XArray(kernel.reader()).walk(array, met::add);
    assertThat(met).containsExactly(one);
  }

  @Test
  void aMapleTreeGivesWhatLiesBeforeItsLastPivots() {
    kernel.struct("maple_tree", 24, "ma_root 8 8 void~*");
    kernel.struct("maple_range_64", 256, "pivot 8 120 unsigned[15]", "slot 128 128 void~*[16]");
    kernel.struct("maple_arange_64", 256, "pivot 8 72 unsigned[9]", "slot 80 80 void~*[10]");
    long tree = kernel.room(24);
    long nodes = kernel.room(1024);
    long inner = nodes + 255 & -256;
    long leaf = inner + 256;
    long last = leaf + 256;
    long one = kernel.room(64);
    long two = kernel.room(64);
    long three = kernel.room(64);
    long stale = kernel.room(64);
    kernel.word(tree + 8, inner | 3 << 3 | 2);
    kernel.word(inner + 8, 0xffff).word(inner + 80, leaf | 1 << 3 | 2);
    kernel.word(inner + 88, last | 1 << 3 | 2); // its pivot is 0: the node's own last index
    kernel.word(leaf + 8, 0xfff).word(leaf + 128, 0); // a gap
    kernel.word(leaf + 16, 0x1fff).word(leaf + 136, one);
    kernel.word(leaf + 24, 0xffff).word(leaf + 144, two);
    kernel.word(leaf + 152, stale); // behind the slot that reaches the node's end
    kernel.word(last + 8, -1).word(last + 128, three).word(last + 136, stale);
    List<Long> met = new ArrayList<>();
    new MapleTree(kernel.reader()).walk(tree, met::add);
    assertThat(met).containsExactly(one, two, three);
  }

  @Test
  void aMapleTreeThatContainsItselfEnds() {
    kernel.struct("maple_tree", 24, "ma_root 8 8 void~*");
    kernel.struct("maple_range_64", 256, "pivot 8 120 unsigned[15]", "slot 128 128 void~*[16]");
    kernel.struct("maple_arange_64", 256, "pivot 8 72 unsigned[9]", "slot 80 80 void~*[10]");
    long tree = kernel.room(24);
    long node = kernel.room(512) + 255 & -256;
    kernel.word(tree + 8, node | 2 << 3 | 2);
    kernel.word(node + 128, node | 2 << 3 | 2);
    List<Long> met = new ArrayList<>();
    new MapleTree(kernel.reader()).walk(tree, met::add);
    assertThat(met).isEmpty();
  }

  /// An attacker's tree is as deep as memory has room for nodes.
  @Test
  void anXArrayDeeperThanAnyIndexEnds() {
    kernel.struct("xarray", 16, "xa_head 8 8 void~*");
    kernel.struct("xa_node", 64, "slots 16 32 void~*[4]", "marks 48 16 unsigned[2]");
    long array = kernel.room(16);
    long[] nodes = chain(32_768, 64);
    kernel.word(array + 8, nodes[0] | 2);
    for (int i = 0; i + 1 < nodes.length; i++) {
      kernel.word(nodes[i] + 16, nodes[i + 1] | 2);
    }
    List<Long> met = new ArrayList<>();
    new XArray(kernel.reader()).walk(array, met::add);
    assertThat(met).isEmpty();
  }

  @Test
  void aMapleTreeHigherThanAnyEnds() {
    kernel.struct("maple_tree", 24, "ma_root 8 8 void~*");
    kernel.struct("maple_range_64", 256, "pivot 8 8 unsigned[1]", "slot 16 16 void~*[2]");
    kernel.struct("maple_arange_64", 256, "pivot 8 8 unsigned[1]", "slot 16 16 void~*[2]");
    long tree = kernel.room(24);
    long[] nodes = chain(8_192, 256);
    kernel.word(tree + 8, nodes[0] | 2 << 3 | 2);
    for (int i = 0; i + 1 < nodes.length; i++) {
      kernel.word(nodes[i] + 16, nodes[i + 1] | 2 << 3 | 2);
    }
    List<Long> met = new ArrayList<>();
    new MapleTree(kernel.reader()).walk(tree, met::add);
    assertThat(met).isEmpty();
  }

  /// Nodes side by side in the 2 MB of the image.
  private static long[] chain(int count, int size) {
    long[] nodes = new long[count];
    for (int i = 0; i < count; i++) {
      nodes[i] = TestKernel.IMAGE + (long) i * size;
    }
    return nodes;
  }

  private List<Long> circular(long head, int member) {
    List<Long> met = new ArrayList<>();
    new KernelLists(kernel.reader()).circular(head, member, met::add);
    return met;
  }

  private List<Long> bucket(long head, int member) {
    List<Long> met = new ArrayList<>();
    new KernelLists(kernel.reader()).bucket(head, member, met::add);
    return met;
  }
}
