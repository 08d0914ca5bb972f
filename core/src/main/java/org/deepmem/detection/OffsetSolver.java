package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;

/// Finds where the key nodes of a type lie in a kernel that the model never saw, from the votes of
/// one dump alone.
///
/// Members move between builds, but within one build a key node is at one offset in every object.
/// So votes of two key nodes for the same object lie a constant distance apart; the distance that
/// most pairs have tells how far one moved against the other. That leaves one unknown a type, how
/// far all moved together: objects start where their allocator's slots start ([SlotGrid]), or else
/// the first members didn't move.
public final class OffsetSolver {
  /// Key nodes that agree must make up so much of the weight of their type's.
  private static final double LEAST_WEIGHT = 0.04;

  /// A type is laid out in another way where so many of its votes are of key nodes that moved; rare
  /// ones may seem to by chance.
  private static final double LEAST_MOVED = 0.2;

  /// A kernel is new to the model where at least so many types have key nodes that moved; by chance
  /// one may.
  private static final int LEAST_TYPES = 2;

  /// Share of the objects that must lie on the allocator's grid.
  private static final double GRID_SHARE = 0.35;

  /// An object of another build isn't larger by more than this.
  private static final double LARGEST_GROWTH = 1.5;

  /// Key nodes with one in so many of the votes of the most frequent one tell whether the first
  /// members stayed.
  private static final int FIRST_SHARE = 10;

  private final KeyNodes keyNodes;
  private final Map<String, Boolean> startsSlots = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();

  /// @param types without a yardstick aren't solved
  public OffsetSolver(KeyNodes keyNodes, List<ModelType> types) {
    this.keyNodes = keyNodes;
    for (ModelType type : types) {
      ModelType.Yardstick yardstick = type.yardstick();
      if (yardstick != null) {
        startsSlots.put(type.name(), yardstick.startsSlots());
        sizes.put(type.name(), type.size());
      }
    }
  }

  /// The key nodes at the offsets that they have in this dump, in the same order; one whose votes
  /// don't agree stays where it was and has weight 0. The very same key nodes where nothing speaks
  /// for another layout.
  public KeyNodes solve(MemoryGraph graph, NodeScores scores) {
    if (startsSlots.isEmpty()) {
      return keyNodes;
    }
    Map<String, List<Integer>> keysOf = new TreeMap<>();
    for (int k = 0; k < keyNodes.size(); k++) {
      keysOf.computeIfAbsent(keyNodes.get(k).type(), _ -> new ArrayList<>()).add(k);
    }
    KeyNodeTies ties = new KeyNodeTies(dense(votes(graph, scores), keysOf));
    KeyNode[] moved = keyNodes.toArray(KeyNode[]::new);
    int types = 0;
    for (Map.Entry<String, List<Integer>> type : keysOf.entrySet()) {
      if (startsSlots.containsKey(type.getKey())) {
        types += solve(type.getKey(), type.getValue(), ties, moved) ? 1 : 0;
      }
    }
    return types < LEAST_TYPES ? keyNodes : new KeyNodes(List.of(moved));
  }

  /// Share of the solved key nodes' votes that are of such as moved.
  private static double movedShare(Map<Integer, Integer> solved, List<List<Long>> votes) {
    long all = 0;
    long moved = 0;
    for (Map.Entry<Integer, Integer> key : solved.entrySet()) {
      int count = votes.get(key.getKey()).size();
      all += count;
      moved += key.getValue() == 0 ? 0 : count;
    }
    return all == 0 ? 0 : moved / (double) all;
  }

  private double weight(Collection<Integer> keys) {
    return keys.stream().mapToDouble(key -> keyNodes.get(key).weight()).sum();
  }

  private List<List<Long>> votes(MemoryGraph graph, NodeScores scores) {
    List<List<Long>> votes = new ArrayList<>();
    keyNodes.forEach(_ -> votes.add(new ArrayList<>()));
    for (int node = 0; node < scores.classes().length; node++) {
      int key = scores.classes()[node] - 1;
      if (key >= 0) {
        votes.get(key).add(VoteCount.votedAddress(graph, node, keyNodes.get(key)));
      }
    }
    return votes;
  }

  private List<List<Long>> dense(List<List<Long>> votes, Map<String, List<Integer>> keysOf) {
    List<List<Long>> dense = new ArrayList<>(votes);
    keysOf.forEach(
        (type, keys) -> {
          int size = (int) (LARGEST_GROWTH * sizes.getOrDefault(type, 0));
          List<List<Long>> ofType = DenseVotes.of(keyNodes, keys, votes, size);
          for (int i = 0; i < keys.size(); i++) {
            dense.set(keys.get(i), ofType.get(i));
          }
        });
    return dense;
  }

  /// Whether the type is laid out in another way.
  private boolean solve(String type, List<Integer> keys, KeyNodeTies ties, KeyNode[] moved) {
    List<List<Long>> votes = ties.votes();
    Map<Integer, Integer> solved = ties.relative(keys);
    if (weight(solved.keySet()) < LEAST_WEIGHT * weight(keys)) {
      return false;
    }
    long[] starts = ties.agreed(solved);
    Together together = together(type, solved, ties, starts);
    solved.replaceAll((key, shift) -> together.shift(keyNodes.get(key), shift));
    if (movedShare(solved, votes) < LEAST_MOVED) {
      return false;
    }
    Set<Long> agreed = Arrays.stream(starts).boxed().collect(Collectors.toSet());
    for (int key : keys) {
      KeyNode node = keyNodes.get(key);
      Integer shift = solved.get(key);
      if (shift == null) {
        moved[key] = node.movedTo(node.offset(), 0);
        continue;
      }
      long here =
          votes.get(key).stream()
              .filter(start -> agreed.contains(start - shift + together.bytes()))
              .count();
      float share = Math.min(1f, here / (float) starts.length);
      moved[key] = node.movedTo(node.offset() + shift, share < node.weight() / 2 ? 0 : share);
    }
    return true;
  }

  /// How far all key nodes of a type moved together.
  ///
  /// @param bytes what is to be added to all shifts
  /// @param slot bytes of an allocator's slot, or a part of it; 0 where that isn't known
  /// @param size bytes of an object where the model learnt
  private record Together(int bytes, int slot, int size) {
    /// How far a key node moved in all. Its votes may agree nearly as well with the object in a
    /// neighbour's slot: one that was inside the object isn't believed to lie outside.
    ///
    /// @param relative how far it moved against the others
    int shift(KeyNode node, int relative) {
      int shift = relative + bytes;
      int offset = node.offset() + shift;
      boolean inside = offset > 0 && offset <= size * LARGEST_GROWTH;
      return slot == 0 || inside || node.offset() <= 0
          ? shift
          : shift - slot * Math.round(shift / (float) slot);
    }
  }

  private Together together(
      String type, Map<Integer, Integer> solved, KeyNodeTies ties, long[] starts) {
    int first = firstStayed(solved, ties.votes());
    if (!startsSlots.getOrDefault(type, false)) {
      return new Together(first, 0, 0);
    }
    int size = sizes.getOrDefault(type, 0);
    Optional<SlotGrid> grid =
        Stream.of(starts, ties.starts(solved))
            .flatMap(addresses -> SlotGrid.of(addresses, size).stream())
            .filter(found -> found.share() >= GRID_SHARE)
            .findFirst();
    if (grid.isEmpty()) {
      return new Together(first, 0, 0);
    }
    int slot = grid.get().slot();
    int phase = grid.get().phase();
    // Starts stand phase bytes behind a slot's start: add it, or less by a whole slot.
    int bytes = Math.abs(phase - slot - first) < Math.abs(phase - first) ? phase - slot : phase;
    return new Together(bytes, slot, size);
  }

  /// So that the key node nearest to the object's start didn't move.
  private int firstStayed(Map<Integer, Integer> solved, List<List<Long>> votes) {
    int most = solved.keySet().stream().mapToInt(key -> votes.get(key).size()).max().orElse(0);
    return solved.entrySet().stream()
        .filter(entry -> votes.get(entry.getKey()).size() >= most / FIRST_SHARE)
        .min(
            Comparator.comparing(
                (Map.Entry<Integer, Integer> entry) -> Math.abs(offset(entry.getKey()))))
        .map(entry -> -entry.getValue())
        .orElse(0);
  }

  private int offset(int key) {
    KeyNode node = keyNodes.get(key);
    return node.window() == Window.HEAD ? node.offset() : node.offset() - 8;
  }
}
