package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.model.NodeScores;
import org.jspecify.annotations.Nullable;

/// Reads from a detection where a type's pointer members lie in the dump's kernel: a node that
/// votes as a key node for an object that was found shows where the key node's member is.
public final class LearntLayout {
  /// Share of a member's votes that must agree, and how many at least: fewer may by chance.
  private static final double LEAST_SHARE = 0.3;

  private static final int LEAST_VOTES = 2;

  private static final Comparator<MemberOffset> ORDER =
      Comparator.comparingInt((MemberOffset m) -> m.offset().orElse(Integer.MAX_VALUE))
          .thenComparing(m -> m.learnt().getFirst());

  private final List<KeyNode> learnt;
  private final Detection found;
  private final int wordSize;
  private final int[] votes;
  private final int[] agreed;

  private LearntLayout(List<KeyNode> learnt, Detection found, int wordSize) {
    this.learnt = learnt;
    this.found = found;
    this.wordSize = wordSize;
    votes = new int[learnt.size()];
    agreed = new int[learnt.size()];
  }

  /// The layouts of all types, in the order of their names.
  ///
  /// @param learnt the model's key nodes
  /// @param scores what the model says of the graph's nodes
  /// @param found in the graph with this model
  public static List<TypeLayout> of(
      List<KeyNode> learnt, MemoryGraph graph, NodeScores scores, Detection found) {
    LearntLayout layout = new LearntLayout(learnt, found, graph.wordSize());
    layout.count(graph, scores);
    return layout.types();
  }

  private void count(MemoryGraph graph, NodeScores scores) {
    Map<String, Set<Long>> objects =
        found.objects().stream()
            .collect(
                Collectors.groupingBy(
                    Candidate::type, Collectors.mapping(Candidate::address, Collectors.toSet())));
    for (int node = 0; node < scores.classes().length; node++) {
      int key = scores.classes()[node] - 1;
      if (key >= 0) {
        KeyNode here = found.layout().get(key);
        long address = VoteCount.votedAddress(graph, node, here);
        votes[key]++;
        agreed[key] += objects.getOrDefault(here.type(), Set.of()).contains(address) ? 1 : 0;
      }
    }
  }

  /// What a member is told from others by: its name, or else where it was learnt.
  private record Name(@Nullable String member, int offset) {}

  private List<TypeLayout> types() {
    Map<String, Map<Name, List<Integer>>> keysOf = new TreeMap<>();
    for (int key = 0; key < learnt.size(); key++) {
      KeyNode node = learnt.get(key);
      Name name = new Name(node.member(), node.member() == null ? node.memberOffset(wordSize) : 0);
      keysOf
          .computeIfAbsent(node.type(), _ -> new HashMap<>())
          .computeIfAbsent(name, _ -> new ArrayList<>())
          .add(key);
    }
    Map<String, Long> objects =
        found.objects().stream()
            .collect(Collectors.groupingBy(Candidate::type, Collectors.counting()));
    List<TypeLayout> types = new ArrayList<>();
    keysOf.forEach(
        (type, members) ->
            types.add(
                new TypeLayout(
                    type,
                    objects.getOrDefault(type, 0L).intValue(),
                    members.values().stream().map(this::member).sorted(ORDER).toList())));
    return types;
  }

  /// Of several key nodes of a member the offset that most votes agree on counts.
  private MemberOffset member(List<Integer> keys) {
    Set<Integer> before = new TreeSet<>();
    Map<Integer, Integer> offsets = new TreeMap<>();
    int all = 0;
    for (int key : keys) {
      before.add(learnt.get(key).memberOffset(wordSize));
      all += votes[key];
      if (found.layout().get(key).weight() > 0) {
        offsets.merge(found.layout().get(key).memberOffset(wordSize), agreed[key], Integer::sum);
      }
    }
    String name = learnt.get(keys.getFirst()).member();
    Map.Entry<Integer, Integer> best =
        offsets.entrySet().stream().max(Map.Entry.comparingByValue()).orElse(Map.entry(0, 0));
    boolean told = best.getValue() >= LEAST_VOTES && best.getValue() >= LEAST_SHARE * all;
    return new MemberOffset(
        name,
        List.copyOf(before),
        told ? OptionalInt.of(best.getKey()) : OptionalInt.empty(),
        all,
        best.getValue());
  }
}
