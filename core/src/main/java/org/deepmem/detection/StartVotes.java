package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.NodeScores;

/// Where nodes vote for objects, each place with the key nodes that vote for it: what tells of the
/// objects of a kernel that the model never saw, before anything is known of their scores.
///
/// @param layout key nodes where they lie in the dump; those that weigh nothing have no vote
/// @param starts by type, in the order of the key nodes, then address
record StartVotes(KeyNodes layout, List<Start> starts) {
  /// A place that is voted for.
  ///
  /// @param address of the object's first byte
  /// @param keys indices of the key nodes, ascending, each once
  record Start(String type, long address, List<Integer> keys) {}

  private record Vote(int type, long address, int key) {}

  static StartVotes of(KeyNodes layout, MemoryGraph graph, NodeScores scores) {
    List<String> types = layout.stream().map(KeyNode::type).distinct().toList();
    int[] typeOf = layout.stream().mapToInt(key -> types.indexOf(key.type())).toArray();
    List<Vote> votes = new ArrayList<>();
    for (int node = 0; node < scores.classes().length; node++) {
      int key = scores.classes()[node] - 1;
      if (key >= 0 && layout.get(key).weight() > 0) {
        long address = VoteCount.votedAddress(graph, node, layout.get(key));
        votes.add(new Vote(typeOf[key], address, key));
      }
    }
    votes.sort(
        Comparator.comparingInt(Vote::type)
            .thenComparingLong(Vote::address)
            .thenComparingInt(Vote::key));
    List<Start> starts = new ArrayList<>();
    for (int from = 0; from < votes.size(); ) {
      Vote first = votes.get(from);
      List<Integer> keys = new ArrayList<>();
      int to = from;
      for (; to < votes.size() && same(votes.get(to), first); to++) {
        if (keys.isEmpty() || keys.getLast() != votes.get(to).key()) {
          keys.add(votes.get(to).key());
        }
      }
      starts.add(new Start(types.get(first.type()), first.address(), List.copyOf(keys)));
      from = to;
    }
    return new StartVotes(layout, starts);
  }

  private static boolean same(Vote vote, Vote other) {
    return vote.type() == other.type() && vote.address() == other.address();
  }
}
