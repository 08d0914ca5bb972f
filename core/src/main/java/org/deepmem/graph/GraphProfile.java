package org.deepmem.graph;

import java.util.EnumMap;
import java.util.Map;

/// How the nodes of a graph are distributed: what their bytes are, how long their segments, how
/// many pointers lead from and to them. Of at most 50,000 nodes, evenly spaced.
///
/// @param shares by trait, the share of each bin, which sum to 1; all 0 of an empty graph
public record GraphProfile(Map<Trait, double[]> shares) {
  /// What is counted.
  public enum Trait {
    /// Values of the shown bytes; of 64 bytes 1 to 63 are as many as the segment has.
    BYTES(256),
    /// Bytes of the whole segment, by powers of 2: 1, 2 to 3, 4 to 7 ... 2048 to 4095.
    LENGTHS(12),
    /// Edges that leave a node along pointers on both sides, by powers of 2 (0, 1, 2 to 3 ...).
    POINTERS(12),
    /// Pointers that lead to a node, in the same bins.
    POINTED_BY(12);

    private final int bins;

    Trait(int bins) {
      this.bins = bins;
    }

    /// Number of bins.
    public int bins() {
      return bins;
    }

    /// Its name in files and messages.
    public String label() {
      return switch (this) {
        case BYTES -> "bytes";
        case LENGTHS -> "segment lengths";
        case POINTERS -> "pointers a node";
        case POINTED_BY -> "pointers to a node";
      };
    }
  }

  private static final int MOST_NODES = 50_000;

  /// Counts a graph's nodes.
  public static GraphProfile of(MemoryGraph graph) {
    double[][] counts = new double[Trait.values().length][];
    for (Trait trait : Trait.values()) {
      counts[trait.ordinal()] = new double[trait.bins()];
    }
    Adjacency left = graph.edges(EdgeType.LEFT_POINTER);
    Adjacency right = graph.edges(EdgeType.RIGHT_POINTER);
    Adjacency pointedBy = graph.edges(EdgeType.POINTED_BY);
    NodeMemory.Reader reader = graph.memory().reader();
    byte[] bytes = new byte[graph.contentWidth()];
    int step = Math.max(1, graph.nodes() / MOST_NODES);
    for (int node = 0; node < graph.nodes(); node += step) {
      int length = graph.lengths()[node] & 0xffff;
      reader.read(node, bytes, 0);
      for (int i = 0; i < Math.min(length, graph.cut()); i++) {
        count(counts, Trait.BYTES, bytes[i] & 0xff);
      }
      count(counts, Trait.LENGTHS, bin(length) - 1);
      count(counts, Trait.POINTERS, bin(left.degree(node) + right.degree(node)));
      count(counts, Trait.POINTED_BY, bin(pointedBy.degree(node)));
    }
    Map<Trait, double[]> shares = new EnumMap<>(Trait.class);
    for (Trait trait : Trait.values()) {
      normalise(counts[trait.ordinal()]);
      shares.put(trait, counts[trait.ordinal()]);
    }
    return new GraphProfile(shares);
  }

  private static void count(double[][] counts, Trait trait, int bin) {
    counts[trait.ordinal()][Math.clamp(bin, 0, trait.bins() - 1)]++;
  }

  /// 0 of 0, else one more than the highest bit's number.
  private static int bin(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }

  private static void normalise(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    for (int i = 0; i < counts.length && sum > 0; i++) {
      counts[i] /= sum;
    }
  }

  /// The share of a bin.
  public double share(Trait trait, int bin) {
    double[] of = shares.get(trait);
    return of == null ? 0 : of[bin];
  }

  /// How far a trait's distribution is from another's: the Jensen-Shannon divergence in bits, 0 of
  /// equal ones to 1 of such that share no bin.
  public double distance(GraphProfile other, Trait trait) {
    double distance = 0;
    for (int i = 0; i < trait.bins(); i++) {
      double a = share(trait, i);
      double b = other.share(trait, i);
      distance += (part(a, (a + b) / 2) + part(b, (a + b) / 2)) / 2;
    }
    return Math.max(0, distance);
  }

  private static double part(double share, double middle) {
    return share == 0 ? 0 : share * StrictMath.log(share / middle) / StrictMath.log(2);
  }
}
