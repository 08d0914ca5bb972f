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
/// that key node there. A vote's evidence is -ln(1 - p) of its probability, so that one that is
/// sure weighs as much as several that are not; against it are the nodes that lie where such an
/// object has a key node, but take themselves for something else ([Dissent]). That there is an
/// object and that it is live, or freed, has to hold together: a candidate's score is -ln(e^-E +
/// e^-S), about the lesser of the evidence E for the object and S for its state, which is that of
/// the votes' states together. The paper's own score is the sum of the key nodes' weights, plus 1
/// for every vote after the first. Of candidates of one type that overlap, the best is kept.
public final class VoteCount {
  /// The least doubt that a vote can have: what single precision still tells from 0.
  private static final double LEAST_DOUBT = 1e-6;

  private final KeyNodes keyNodes;
  private final Map<String, Integer> sizes;
  private final boolean paperScore;
  private final float[] mostAgainst;
  private final Map<String, SlotSupport> support;

  /// @param sizes bytes of an object of each type
  /// @param paperScore whether votes are counted as in the paper
  public VoteCount(KeyNodes keyNodes, Map<String, Integer> sizes, boolean paperScore) {
    this(keyNodes, sizes, paperScore, Turnout.unbounded(keyNodes.size()), Map.of());
  }

  private VoteCount(
      KeyNodes keyNodes,
      Map<String, Integer> sizes,
      boolean paperScore,
      float[] mostAgainst,
      Map<String, SlotSupport> support) {
    this.keyNodes = keyNodes;
    this.sizes = Map.copyOf(sizes);
    this.paperScore = paperScore;
    this.mostAgainst = mostAgainst;
    this.support = Map.copyOf(support);
  }

  /// Counts in a kernel that the model never saw.
  ///
  /// @param layout key nodes where they lie there
  /// @param sizes bytes of an object of each type, there
  /// @param support by type, where the allocator's slots are known
  static VoteCount unseen(
      KeyNodes layout,
      Map<String, Integer> sizes,
      Turnout turnout,
      Map<String, SlotSupport> support) {
    return new VoteCount(layout, sizes, false, turnout.mostAgainst(), support);
  }

  /// The candidates of every type, by type name, then address.
  public List<Candidate> count(MemoryGraph graph, NodeScores scores) {
    Dissent dissent = new Dissent(keyNodes, graph, scores, mostAgainst);
    List<Candidate> candidates = new ArrayList<>();
    for (String type : keyNodes.stream().map(KeyNode::type).distinct().sorted().toList()) {
      int size = sizes.getOrDefault(type, 0);
      candidates.addAll(bestOfOverlapping(candidates(type, graph, scores, dissent), size));
    }
    return candidates;
  }

  /// Address that a node votes for as this key node.
  public static long votedAddress(MemoryGraph graph, int node, KeyNode keyNode) {
    int toPlace = keyNode.window() == Window.HEAD ? 0 : graph.cut();
    return graph.addresses()[node] + toPlace - keyNode.offset();
  }

  private record Vote(long address, int node, float weight, float probability, float state) {}

  private List<Candidate> candidates(
      String type, MemoryGraph graph, NodeScores scores, Dissent dissent) {
    List<Vote> votes = new ArrayList<>();
    for (int node = 0; node < scores.classes().length; node++) {
      int keyClass = scores.classes()[node];
      if (keyClass > 0 && keyNodes.get(keyClass - 1).type().equals(type)) {
        KeyNode keyNode = keyNodes.get(keyClass - 1);
        long address = votedAddress(graph, node, keyNode);
        float probability = scores.probabilities()[node];
        votes.add(new Vote(address, node, keyNode.weight(), probability, scores.states()[node]));
      }
    }
    votes.sort(Comparator.comparingLong(Vote::address).thenComparingInt(Vote::node));
    int size = sizes.getOrDefault(type, 0);
    List<Candidate> candidates = new ArrayList<>();
    for (int from = 0; from < votes.size(); ) {
      long address = votes.get(from).address();
      int to = from;
      while (to < votes.size() && votes.get(to).address() == address) {
        to++;
      }
      List<Vote> together = votes.subList(from, to);
      candidates.add(
          paperScore
              ? new Candidate(type, address, paperScore(together), together.size())
              : candidate(
                  type,
                  address,
                  together,
                  dissent.against(type, address, size) - supportAt(type, address)));
      from = to;
    }
    return candidates;
  }

  private float supportAt(String type, long address) {
    SlotSupport slots = support.get(type);
    return slots == null ? 0 : slots.at(address);
  }

  private static float paperScore(List<Vote> votes) {
    float score = votes.size() - 1;
    for (Vote vote : votes) {
      score += vote.weight();
    }
    return score;
  }

  private static Candidate candidate(String type, long address, List<Vote> votes, float against) {
    float exists = -against;
    float state = 0;
    for (Vote vote : votes) {
      exists += evidence(vote.probability());
      state += vote.state();
    }
    return new Candidate(type, address, both(exists, state), both(exists, -state), votes.size());
  }

  /// Evidence for an object in a state.
  ///
  /// @param exists evidence for the object
  /// @param state logit of the state
  private static float both(double exists, double state) {
    double doubt = 1 / (1 + StrictMath.exp(state));
    return (float) -StrictMath.log(StrictMath.exp(-exists) + Math.max(doubt, Double.MIN_NORMAL));
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
    Arrays.sort(byScore, Comparator.comparing(i -> -ascending.get(i).existence()));
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
