package org.deepmem.model;

import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.PointerTraits;

/// What the network sees of a node beside its bytes: six categories, each a row that is added to
/// the first layer's sum.
///
/// | category | rows |
/// |---|---|
/// | segment length | words 0 to 64, then half octaves |
/// | pointers in the run on the left, on the right | 0 to 7, 8 to 15, 16 to 63, more |
/// | traits of the nearest pointer on the left, on the right | [PointerTraits#COUNT] each |
/// | window | head, tail |
public final class NodeFeatures {
  /// Categories of a node.
  public static final int PER_NODE = 6;

  private static final int LENGTHS = 65 + 10;
  private static final int RUNS = 11;
  private static final int LEFT_RUN = LENGTHS;
  private static final int RIGHT_RUN = LEFT_RUN + RUNS;
  private static final int LEFT_TRAIT = RIGHT_RUN + RUNS;
  private static final int RIGHT_TRAIT = LEFT_TRAIT + PointerTraits.COUNT;
  private static final int WINDOWS = RIGHT_TRAIT + PointerTraits.COUNT;

  /// Rows of all categories together.
  public static final int ROWS = WINDOWS + 2;

  private NodeFeatures() {}

  /// Writes the rows of a node's categories to `rows[at .. at + PER_NODE)`.
  public static void write(MemoryGraph graph, int node, int[] rows, int at) {
    int traits = node * MemoryGraph.TRAITS;
    byte[] t = graph.pointerTraits();
    rows[at] = length(graph.lengths()[node] & 0xffff, graph.wordSize());
    rows[at + 1] = LEFT_RUN + run(t[traits] & 0xff);
    rows[at + 2] = RIGHT_RUN + run(t[traits + 1] & 0xff);
    rows[at + 3] = LEFT_TRAIT + (t[traits + 2] & 0xff) % PointerTraits.COUNT;
    rows[at + 4] = RIGHT_TRAIT + (t[traits + 3] & 0xff) % PointerTraits.COUNT;
    rows[at + 5] = WINDOWS + graph.windows()[node];
  }

  /// Rewrites categories as if the nearest pointers' traits were unknown.
  public static void forgetTraits(int[] rows, int at) {
    rows[at + 3] = LEFT_TRAIT;
    rows[at + 4] = RIGHT_TRAIT;
  }

  private static int length(int bytes, int wordSize) {
    int words = bytes / wordSize;
    if (words <= 64) {
      return words;
    }
    int octave = 31 - Integer.numberOfLeadingZeros(words);
    int half = (words >>> (octave - 1)) & 1;
    return Math.min(65 + 2 * (octave - 6) + half, LENGTHS - 1);
  }

  private static int run(int pointers) {
    if (pointers < 8) {
      return pointers;
    }
    return pointers < 16 ? 8 : pointers < 64 ? 9 : 10;
  }
}
