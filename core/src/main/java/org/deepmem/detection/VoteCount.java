package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
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
/// for every vote after the first. Of candidates of one type that overlap, the best is kept. What
/// lies around those at whole slots' distance ([Company]) then speaks for or against them.
public final class VoteCount {
  /// The least doubt that a vote can have: what single precision still tells from 0.
  private static final double LEAST_DOUBT = 1e-6;

  private final KeyNodes keyNodes;
  private final Map<String, ModelType> types;
  private final boolean paperScore;

  /// @param types those of the key nodes
  /// @param paperScore whether votes are counted as in the paper
  public VoteCount(KeyNodes keyNodes, List<ModelType> types, boolean paperScore) {
    this.keyNodes = keyNodes;
    this.types = types.stream().collect(Collectors.toMap(ModelType::name, type -> type));
    this.paperScore = paperScore;
  }

  /// The candidates of every type, by type name, then address.
  public List<Candidate> count(MemoryGraph graph, NodeScores scores) {
    Dissent dissent = new Dissent(keyNodes, graph, scores);
    List<Candidate> candidates = new ArrayList<>();
    for (String type : keyNodes.stream().map(KeyNode::type).distinct().sorted().toList()) {
      List<Tally> tallies = tallies(type, graph, scores, dissent);
      candidates.addAll(candidates(type, bestOfOverlapping(tallies, size(type))));
    }
    return candidates;
  }

  private int size(String type) {
    ModelType known = types.get(type);
    return known == null ? 0 : known.size();
  }

  /// Address that a node votes for as this key node.
  public static long votedAddress(MemoryGraph graph, int node, KeyNode keyNode) {
    int toPlace = keyNode.window() == Window.HEAD ? 0 : graph.cut();
    return graph.addresses()[node] + toPlace - keyNode.offset();
  }

  private record Vote(long address, int node, float weight, float probability, float state) {}

  /// What was voted for one place.
  ///
  /// @param exists evidence for the object; with the paper's recipe the score
  /// @param state logit of its being live
  private record Tally(long address, float exists, float state, int votes) {
    /// Evidence for an object, be it live or freed.
    float existence() {
      return Math.max(both(exists, state), both(exists, -state));
    }
  }

  private List<Tally> tallies(String type, MemoryGraph graph, NodeScores scores, Dissent dissent) {
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
    List<Tally> tallies = new ArrayList<>();
    for (int from = 0; from < votes.size(); ) {
      long address = votes.get(from).address();
      int to = from;
      while (to < votes.size() && votes.get(to).address() == address) {
        to++;
      }
      List<Vote> together = votes.subList(from, to);
      tallies.add(
          paperScore
              ? new Tally(address, paperScore(together), Float.POSITIVE_INFINITY, to - from)
              : tally(address, together, dissent.against(type, address, size(type))));
      from = to;
    }
    return tallies;
  }

  private static float paperScore(List<Vote> votes) {
    float score = votes.size() - 1;
    for (Vote vote : votes) {
      score += vote.weight();
    }
    return score;
  }

  private static Tally tally(long address, List<Vote> votes, float against) {
    float exists = -against;
    float state = 0;
    for (Vote vote : votes) {
      exists += evidence(vote.probability());
      state += vote.state();
    }
    return new Tally(address, exists, state, votes.size());
  }

  /// @param ascending by address
  private List<Candidate> candidates(String type, List<Tally> ascending) {
    if (paperScore) {
      return ascending.stream()
          .map(tally -> new Candidate(type, tally.address, tally.exists, tally.votes))
          .toList();
    }
    long[] addresses = ascending.stream().mapToLong(Tally::address).toArray();
    float[] evidence = new float[addresses.length];
    for (int i = 0; i < evidence.length; i++) {
      evidence[i] = ascending.get(i).existence();
    }
    int[] company = Company.of(addresses, evidence);
    ModelType known = types.get(type);
    ModelType.Company asked = known == null ? null : known.company();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < company.length; i++) {
      Tally tally = ascending.get(i);
      float exists = tally.exists + (asked == null ? 0 : asked.evidence(company[i]));
      candidates.add(
          new Candidate(
              type,
              tally.address,
              both(exists, tally.state),
              both(exists, -tally.state),
              tally.votes,
              company[i]));
    }
    return candidates;
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

  /// Keeps a place unless a better one of its type lies less than an object's size away.
  ///
  /// @param ascending by address
  private List<Tally> bestOfOverlapping(List<Tally> ascending, int size) {
    float[] existence = new float[ascending.size()];
    for (int i = 0; i < existence.length; i++) {
      existence[i] = paperScore ? ascending.get(i).exists : ascending.get(i).existence();
    }
    Integer[] byScore = new Integer[ascending.size()];
    Arrays.setAll(byScore, i -> i);
    Arrays.sort(byScore, Comparator.comparing(i -> -existence[i]));
    boolean[] kept = new boolean[ascending.size()];
    for (int index : byScore) {
      kept[index] = !overlapsKept(ascending, kept, index, size);
    }
    List<Tally> best = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        best.add(ascending.get(i));
      }
    }
    return best;
  }

  private static boolean overlapsKept(List<Tally> ascending, boolean[] kept, int index, int size) {
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
