package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;

/// Tells the votes for objects from those of nodes that err each on its own: where an object is,
/// nodes that take themselves for several key nodes of its type lie near one another, wherever in
/// it their members are. Of two modules among a thousand erring nodes nothing else can be told.
final class DenseVotes {
  /// Share of the key nodes that lie near one another where most do, that must be near a vote.
  private static final double LEAST = 1.0 / 3;

  private DenseVotes() {}

  /// A node that takes itself for a part of an object.
  private record Place(long address, int key, long start) {}

  /// The votes of some key nodes that have others near them.
  ///
  /// @param keys of one type
  /// @param votes for each key node of the model the starts that are voted for
  /// @param size bytes of an object
  /// @return for each of those key nodes the starts, in their order
  static List<List<Long>> of(
      KeyNodes keyNodes, List<Integer> keys, List<List<Long>> votes, int size) {
    List<Place> places = new ArrayList<>();
    for (int key : keys) {
      KeyNode node = keyNodes.get(key);
      votes.get(key).forEach(start -> places.add(new Place(start + node.offset(), key, start)));
    }
    places.sort(Comparator.comparingLong(Place::address));
    int[] near = near(places, keyNodes.size(), size);
    int most = Arrays.stream(near).max().orElse(0);
    List<List<Long>> dense = new ArrayList<>();
    keys.forEach(_ -> dense.add(new ArrayList<>()));
    for (int i = 0; i < near.length; i++) {
      if (near[i] >= LEAST * most) {
        dense.get(keys.indexOf(places.get(i).key())).add(places.get(i).start());
      }
    }
    return dense;
  }

  /// For each place how many key nodes lie within an object's size before or behind it, whichever
  /// are more.
  private static int[] near(List<Place> places, int keys, int size) {
    int[] near = new int[places.size()];
    int[] inside = new int[keys];
    int distinct = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < near.length; i++) {
      long address = places.get(i).address();
      for (; to < near.length && places.get(to).address() <= address + size; to++) {
        distinct += inside[places.get(to).key()]++ == 0 ? 1 : 0;
      }
      near[i] = distinct;
      distinct -= --inside[places.get(i).key()] == 0 ? 1 : 0;
    }
    for (int i = 0; i < near.length; i++) {
      distinct += inside[places.get(i).key()]++ == 0 ? 1 : 0;
      for (; places.get(from).address() < places.get(i).address() - size; from++) {
        distinct -= --inside[places.get(from).key()] == 0 ? 1 : 0;
      }
      near[i] = Math.max(near[i], distinct);
    }
    return near;
  }
}
