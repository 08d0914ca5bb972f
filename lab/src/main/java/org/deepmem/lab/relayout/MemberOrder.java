package org.deepmem.lab.relayout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deepmem.label.ObjectLayout;

/// Another order of the words of one object type.
///
/// Members keep together what they are made of: a list head, a lock, anything of up to [#ATOMIC]
/// bytes. Members of larger ones are moved inside these. The first member stays, here as in all
/// structures that are cast to it; so a pointer to the object stays one.
final class MemberOrder {
  /// Members of so many bytes or fewer are moved whole.
  static final int ATOMIC = 64;

  /// Least share of a structure's members that is taken out and put elsewhere.
  private static final double LEAST_TAKEN = 0.25;

  private final int wordSize;

  /// By its number, where a word goes.
  private final int[] placeOf;

  private MemberOrder(int wordSize, int[] placeOf) {
    this.wordSize = wordSize;
    this.placeOf = placeOf;
  }

  /// Draws an order. How many of a structure's members are taken out and put elsewhere is drawn for
  /// each structure: a quarter to all.
  ///
  /// @param layout what members the type has
  /// @param size bytes of the type's smallest object; words from there on stay
  static MemberOrder draw(ObjectLayout layout, int size, int wordSize, RandomGenerator random) {
    NavigableMap<Integer, List<String>> paths = new TreeMap<>();
    layout
        .members()
        .headMap(size / wordSize * wordSize, false)
        .forEach((offset, path) -> paths.put(offset / wordSize, List.of(path.split("\\."))));
    List<Integer> order = new ArrayList<>();
    arrange(paths, 0, size / wordSize, 0, ATOMIC / wordSize, random, order);
    int[] placeOf = new int[order.size()];
    for (int place = 0; place < placeOf.length; place++) {
      placeOf[order.get(place)] = place;
    }
    return new MemberOrder(wordSize, placeOf);
  }

  /// Appends the words of a structure in their new order.
  ///
  /// @param atomic members of so many words or fewer are moved whole
  private static void arrange(
      NavigableMap<Integer, List<String>> paths,
      int from,
      int to,
      int depth,
      int atomic,
      RandomGenerator random,
      List<Integer> order) {
    List<Integer> starts = starts(paths.subMap(from, to), from, depth);
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int start = starts.get(i);
      int end = i + 1 < starts.size() ? starts.get(i + 1) : to;
      boolean has = paths.subMap(start, end).values().stream().anyMatch(p -> p.size() > depth + 1);
      List<Integer> words = new ArrayList<>();
      if (has && (starts.size() == 1 || end - start > atomic)) {
        arrange(paths, start, end, depth + 1, atomic, random, words);
      } else {
        IntStream.range(start, end).forEach(words::add);
      }
      members.add(words);
    }
    double share = LEAST_TAKEN + (1 - LEAST_TAKEN) * random.nextDouble();
    List<List<Integer>> taken = new ArrayList<>();
    for (int i = members.size() - 1; i > 0; i--) {
      if (random.nextDouble() < share) {
        taken.add(members.remove(i));
      }
    }
    taken.forEach(member -> members.add(1 + random.nextInt(members.size()), member));
    members.forEach(order::addAll);
  }

  /// First words of a structure's members; those that overlap, as in a union, are one.
  private static List<Integer> starts(SortedMap<Integer, List<String>> paths, int from, int depth) {
    List<Integer> starts = new ArrayList<>(List.of(from));
    List<String> names = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    paths.forEach(
        (word, path) -> {
          String name = path.get(Math.min(depth, path.size() - 1));
          Integer first = seen.get(name);
          if (first != null) {
            while (names.size() > first + 1) {
              seen.values().remove(names.size() - 1);
              names.removeLast();
              starts.removeLast();
            }
            return;
          }
          if (!names.isEmpty()) {
            starts.add(word);
          }
          seen.put(name, names.size());
          names.add(name);
        });
    return starts;
  }

  /// Where a byte goes.
  ///
  /// @param offset of it, from the object's start
  int moved(int offset) {
    int word = offset / wordSize;
    return word < placeOf.length ? placeOf[word] * wordSize + offset % wordSize : offset;
  }

  /// An object's bytes in the new order.
  byte[] moved(byte[] object) {
    byte[] result = object.clone();
    for (int offset = 0; offset + wordSize <= object.length; offset += wordSize) {
      System.arraycopy(object, offset, result, moved(offset), wordSize);
    }
    return result;
  }

  /// The members at their new offsets.
  ObjectLayout moved(ObjectLayout layout) {
    NavigableMap<Integer, String> members = new TreeMap<>();
    layout.members().forEach((offset, path) -> members.put(moved(offset), path));
    return new ObjectLayout(layout.type(), members);
  }
}
