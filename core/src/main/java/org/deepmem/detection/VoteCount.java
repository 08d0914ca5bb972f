package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
/// lies around those at whole slots' distance ([Company]) then speaks for or against a live object
/// there; a freed slot has company whatever is left in it.
public final class VoteCount {
  /// The least doubt that a vote can have: what single precision still tells from 0.
  private static final double LEAST_DOUBT = 1e-6;

  private final KeyNodes keyNodes;
  private final Map<String, Integer> sizes;
  private final Map<String, ModelType.Company> company;
  private final boolean paperScore;
  private final float[] mostAgainst;
  private final Map<String, SlotSupport> support;

  /// @param types those of the key nodes
  /// @param paperScore whether votes are counted as in the paper
  public VoteCount(KeyNodes keyNodes, List<ModelType> types, boolean paperScore) {
    this(
        keyNodes,
        types.stream().collect(Collectors.toMap(ModelType::name, ModelType::size)),
        company(types),
        paperScore,
        Turnout.unbounded(keyNodes.size()),
        Map.of());
  }

  private VoteCount(
      KeyNodes keyNodes,
      Map<String, Integer> sizes,
      Map<String, ModelType.Company> company,
      boolean paperScore,
      float[] mostAgainst,
      Map<String, SlotSupport> support) {
    this.keyNodes = keyNodes;
    this.sizes = Map.copyOf(sizes);
    this.company = Map.copyOf(company);
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
    return new VoteCount(layout, sizes, Map.of(), false, turnout.mostAgainst(), support);
  }

  private static Map<String, ModelType.Company> company(List<ModelType> types) {
    Map<String, ModelType.Company> asked = new HashMap<>();
    for (ModelType type : types) {
      ModelType.Company says = type.company();
      if (says != null) {
        asked.put(type.name(), says);
      }
    }
    return asked;
  }

  /// The candidates of every type, by type name, then address.
  public List<Candidate> count(MemoryGraph graph, NodeScores scores) {
    Dissent dissent = new Dissent(keyNodes, graph, scores, mostAgainst);
    SortedMap<String, List<Vote>> votes = votes(graph, scores);
    return votes.entrySet().parallelStream()
        .map(ofType -> candidates(ofType.getKey(), ofType.getValue(), dissent))
        .flatMap(List::stream)
        .toList();
  }

  /// The votes for and against an object, be it a candidate or not.
  public Ballot ballot(MemoryGraph graph, NodeScores scores, String type, long address) {
    List<Ballot.Voice> against = new ArrayList<>();
    new Dissent(keyNodes, graph, scores, mostAgainst)
        .forEach(
            type,
            address,
            sizes.getOrDefault(type, 0),
            (node, expected, evidence) ->
                against.add(new Ballot.Voice(node, expected, paperScore ? 0 : evidence)));
    return new Ballot(Ballot.votesFor(type, address, keyNodes, graph, scores), against);
  }

  /// How the scores of an object come about.
  ///
  /// @param others how many likely objects of its type lie around it: [Candidate#company]
  public Evidence evidence(
      Ballot ballot, NodeScores scores, String type, long address, int others) {
    List<Vote> votes = ballot.votes().stream().map(voice -> vote(voice, address, scores)).toList();
    if (paperScore) {
      float score = votes.isEmpty() ? 0 : paperScore(votes);
      return new Evidence(score, 0, 0, 0, Float.POSITIVE_INFINITY, score, Math.min(score, 0));
    }
    float against = 0;
    for (Ballot.Voice voice : ballot.against()) {
      against += voice.evidence();
    }
    float slots = supportAt(type, address);
    Tally tally = tally(address, votes, against - slots);
    float around = company.getOrDefault(type, ModelType.Company.SAYS_NOTHING).evidence(others);
    float together = 0;
    for (Ballot.Voice voice : ballot.votes()) {
      together += voice.evidence();
    }
    return new Evidence(
        together,
        against,
        slots,
        around,
        tally.state,
        both(tally.exists + around, tally.state),
        both(tally.exists, -tally.state));
  }

  private Vote vote(Ballot.Voice voice, long address, NodeScores scores) {
    return new Vote(
        address,
        keyNodes.get(voice.keyNode()).weight(),
        scores.probabilities()[voice.node()],
        scores.states()[voice.node()]);
  }

  private List<Candidate> candidates(String type, List<Vote> votes, Dissent dissent) {
    int size = sizes.getOrDefault(type, 0);
    return candidates(type, bestOfOverlapping(tallies(type, size, votes, dissent), size));
  }

  /// Address that a node votes for as this key node.
  public static long votedAddress(MemoryGraph graph, int node, KeyNode keyNode) {
    int toPlace = keyNode.window() == Window.HEAD ? 0 : graph.cut();
    return graph.addresses()[node] + toPlace - keyNode.offset();
  }

  private record Vote(long address, float weight, float probability, float state) {}

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

  /// The votes by type, in the order of their nodes.
  private SortedMap<String, List<Vote>> votes(MemoryGraph graph, NodeScores scores) {
    SortedMap<String, List<Vote>> votes = new TreeMap<>();
    List<List<Vote>> ofClass = new ArrayList<>();
    for (KeyNode keyNode : keyNodes) {
      ofClass.add(votes.computeIfAbsent(keyNode.type(), _ -> new ArrayList<>()));
    }
    for (int node = 0; node < scores.classes().length; node++) {
      int keyClass = scores.classes()[node];
      if (keyClass > 0) {
        KeyNode keyNode = keyNodes.get(keyClass - 1);
        long address = votedAddress(graph, node, keyNode);
        float probability = scores.probabilities()[node];
        ofClass
            .get(keyClass - 1)
            .add(new Vote(address, keyNode.weight(), probability, scores.states()[node]));
      }
    }
    return votes;
  }

  private List<Tally> tallies(String type, int size, List<Vote> votes, Dissent dissent) {
    // Stable: votes for one address stay in the order of their nodes.
    votes.sort((a, b) -> Long.compare(a.address, b.address));
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
              : tally(
                  address,
                  together,
                  dissent.against(type, address, size) - supportAt(type, address)));
      from = to;
    }
    return tallies;
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
    int[] others = Company.of(addresses, evidence);
    ModelType.Company asked = company.getOrDefault(type, ModelType.Company.SAYS_NOTHING);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < others.length; i++) {
      Tally tally = ascending.get(i);
      float exists = tally.exists + asked.evidence(others[i]);
      candidates.add(
          new Candidate(
              type,
              tally.address,
              both(exists, tally.state),
              both(tally.exists, -tally.state),
              tally.votes,
              others[i]));
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
    boolean[] kept = new boolean[ascending.size()];
    for (long key : byScore(ascending)) {
      int index = (int) key;
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

  /// The places' indices in the low halves, the best first, of equal ones the first.
  private long[] byScore(List<Tally> tallies) {
    long[] keys = new long[tallies.size()];
    for (int i = 0; i < keys.length; i++) {
      Tally tally = tallies.get(i);
      int bits = Float.floatToIntBits(-(paperScore ? tally.exists : tally.existence()));
      // As a whole number these bits sort as the floats do, negative ones too.
      int sortable = bits ^ (bits >> 31 & 0x7fffffff);
      keys[i] = (long) sortable << 32 | i;
    }
    Arrays.sort(keys);
    return keys;
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
