package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.NodeScores;

/// Counts the votes of a graph's nodes (section 5 of the paper).
///
/// A node whose likeliest class is a key node votes for the address at which an object would have
/// that key node there. A candidate's score is the evidence for it less that against it. A vote's
/// evidence is -ln(1 - p) of its probability, so that one that is sure weighs as much as several
/// that are not; against it are the nodes that lie where such an object has a key node, but take
/// themselves for something else ([Dissent]). The paper's own score is the sum of the key nodes'
/// weights, plus 1 for every vote after the first. Of candidates of one type that overlap, the best
/// is kept.
public final class VoteCount {
  /// The least doubt that a vote can have: what single precision still tells from 0.
  private static final double LEAST_DOUBT = 1e-6;

  private final KeyNodes keyNodes;
  private final Map<String, Integer> sizes;
  private final boolean paperScore;

  /// @param sizes bytes of an object of each type
  /// @param paperScore whether votes are counted as in the paper
  public VoteCount(KeyNodes keyNodes, Map<String, Integer> sizes, boolean paperScore) {
    this.keyNodes = keyNodes;
    this.sizes = Map.copyOf(sizes);
    this.paperScore = paperScore;
  }

  /// The candidates of every type, by type name, then address.
  public List<Candidate> count(MemoryGraph graph, NodeScores scores) {
    Dissent dissent = new Dissent(keyNodes, graph, scores);
    List<Candidate> candidates = new ArrayList<>();
    for (String type : keyNodes.stream().map(KeyNode::type).distinct().sorted().toList()) {
      int size = sizes.getOrDefault(type, 0);
      List<Candidate> voted = candidates(type, graph, scores);
      if (!paperScore) {
        voted.replaceAll(c -> c.lessSure(dissent.against(type, c.address(), size)));
      }
      candidates.addAll(bestOfOverlapping(voted, size));
    }
    return candidates;
  }

  /// Address that a node votes for as this key node.
  public static long votedAddress(MemoryGraph graph, int node, KeyNode keyNode) {
    int toPlace = keyNode.window() == Window.HEAD ? 0 : graph.cut();
    return graph.addresses()[node] + toPlace - keyNode.offset();
  }

  private record Vote(long address, int node, float weight, float probability) {}

  private List<Candidate> candidates(String type, MemoryGraph graph, NodeScores scores) {
    List<Vote> votes = new ArrayList<>();
    for (int node = 0; node < scores.classes().length; node++) {
      int keyClass = scores.classes()[node];
      if (keyClass > 0 && keyNodes.get(keyClass - 1).type().equals(type)) {
        KeyNode keyNode = keyNodes.get(keyClass - 1);
        long address = votedAddress(graph, node, keyNode);
        votes.add(new Vote(address, node, keyNode.weight(), scores.probabilities()[node]));
      }
    }
    votes.sort(Comparator.comparingLong(Vote::address).thenComparingInt(Vote::node));
    List<Candidate> candidates = new ArrayList<>();
    for (int from = 0; from < votes.size(); ) {
      int to = from;
      float score = 0;
      while (to < votes.size() && votes.get(to).address() == votes.get(from).address()) {
        Vote vote = votes.get(to);
        score += paperScore ? vote.weight() + (to > from ? 1 : 0) : evidence(vote.probability());
        to++;
      }
      candidates.add(new Candidate(type, votes.get(from).address(), score, to - from));
      from = to;
    }
    return candidates;
  }

  /// Evidence of one node, 0 to 13.8. StrictMath gives every machine the same bits.
  static float evidence(float probability) {
    return (float) -StrictMath.log(Math.max(1.0 - probability, LEAST_DOUBT));
  }

  /// Keeps a candidate unless a better one of its type lies less than an object's size away.
  ///
  /// @param ascending by address
  private static List<Candidate> bestOfOverlapping(List<Candidate> ascending, int size) {
    Integer[] byScore = new Integer[ascending.size()];
    Arrays.setAll(byScore, i -> i);
    Arrays.sort(byScore, Comparator.comparing(i -> -ascending.get(i).score()));
    boolean[] kept = new boolean[ascending.size()];
    for (int index : byScore) {
      kept[index] = !overlapsKept(ascending, kept, index, size);
    }
    List<Candidate> best = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        best.add(ascending.get(i));
      }
    }
    return best;
  }

  private static boolean overlapsKept(
      List<Candidate> ascending, boolean[] kept, int index, int size) {
    long address = ascending.get(index).address();
    for (int i = index - 1; i >= 0 && address - ascending.get(i).address() < size; i--) {
      if (kept[i]) {
        return true;
      }
    }
    for (int i = index + 1; i < kept.length && ascending.get(i).address() - address < size; i++) {
      if (kept[i]) {
        return true;
      }
    }
    return false;
  }
}
