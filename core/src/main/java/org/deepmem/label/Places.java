package org.deepmem.label;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deepmem.graph.Window;

/// The classes of one type's key nodes by their place in an object. They are asked for once for
/// every node of every candidate, so they lie in a sorted array rather than in a map of records.
final class Places {
  private final long[] places;
  private final int[] classes;

  /// @param classByPlace keys as [#place] gives them
  private Places(SortedMap<Long, Integer> classByPlace) {
    places = classByPlace.keySet().stream().mapToLong(Long::longValue).toArray();
    classes = classByPlace.values().stream().mapToInt(Integer::intValue).toArray();
  }

  /// Class of the key node at a place, or 0.
  int classOf(int offset, int length, Window window) {
    int at = Arrays.binarySearch(places, place(offset, length, window));
    return at < 0 ? 0 : classes[at];
  }

  private static long place(int offset, int length, Window window) {
    return (long) offset << 32 | (length & 0xffffL) << 8 | window.ordinal();
  }

  /// Collects key nodes; of several at one place the last counts.
  static final class Builder {
    private final SortedMap<Long, Integer> classByPlace = new TreeMap<>();

    void add(KeyNode keyNode, int keyClass) {
      classByPlace.put(place(keyNode.offset(), keyNode.length(), keyNode.window()), keyClass);
    }

    Places build() {
      return new Places(classByPlace);
    }
  }
}
