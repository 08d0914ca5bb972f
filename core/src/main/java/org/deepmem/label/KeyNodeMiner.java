package org.deepmem.label;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deepmem.graph.Window;

/// Chooses key nodes among the places of nodes in live training objects.
///
/// The most frequent places come first. Objects that are unlike the rest of their type, such as the
/// idle process among Windows' processes or files without a name, may have hardly one of those; for
/// them more places are added, the most frequent among such objects first.
///
/// @param perType how many of a type are kept at most, those for unlike objects aside
/// @param leastShare places that a smaller share of the type's objects has are left out
/// @param cover key nodes that every object shall have, as far as it has so many nodes; 0: places
///   are chosen by their frequency alone
/// @param anyLength how many offsets of a type are kept at most, in addition, at which segments of
///   any length start: a pointer that is overwritten makes the segment before it longer, and builds
///   differ
public record KeyNodeMiner(int perType, double leastShare, int cover, int anyLength) {
  /// What is mined unless it is said otherwise: 24 of a type (the reference has 20) from 0.5% of
  /// its objects on, small enough that static objects, such as `init_mm`, have some; and 32
  /// offsets.
  public static final KeyNodeMiner STANDARD = new KeyNodeMiner(24, 0.005, 0, 32);

  private record Place(int offset, int length, Window window) {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::offset)
            .thenComparingInt(Place::length)
            .thenComparing(Place::window);
  }

  /// The same with another number of key nodes a type.
  public KeyNodeMiner withPerType(int changed) {
    return new KeyNodeMiner(changed, leastShare, cover, anyLength);
  }

  /// The same with another number of key nodes that every object shall have.
  public KeyNodeMiner withCover(int changed) {
    return new KeyNodeMiner(perType, leastShare, changed, anyLength);
  }

  /// The same with another number of offsets without a length.
  public KeyNodeMiner withAnyLength(int changed) {
    return new KeyNodeMiner(perType, leastShare, cover, changed);
  }

  /// The key nodes of all types, types by name, the most frequent first.
  public KeyNodes mine(List<GraphTruth> training) {
    Map<String, List<Set<Place>>> objects = new TreeMap<>();
    MemberNames names = new MemberNames();
    for (GraphTruth truth : training) {
      Map<LabelledObject, Set<Place>> places = new IdentityHashMap<>();
      new ObjectNodes(truth)
          .forEach(
              (object, node, offset, length, window) -> {
                places
                    .computeIfAbsent(object, _ -> new HashSet<>())
                    .add(new Place(offset, length, window));
                if (object.state() == ObjectState.LIVE) {
                  names.add(truth, object.type(), offset, window);
                }
              });
      for (LabelledObject object : truth.objects()) {
        if (object.state() == ObjectState.LIVE) {
          objects
              .computeIfAbsent(object.type(), _ -> new ArrayList<>())
              .add(places.getOrDefault(object, Set.of()));
        }
      }
    }
    List<KeyNode> mined = new ArrayList<>();
    objects.forEach((type, ofType) -> mine(type, ofType, mined));
    return new KeyNodes(mined.stream().map(names::named).toList());
  }

  private void mine(String type, List<Set<Place>> objects, List<KeyNode> mined) {
    Map<Place, Integer> counts = count(objects);
    counts.values().removeIf(count -> count < leastShare * objects.size());
    Set<Place> chosen = new HashSet<>();
    byCount(counts).limit(perType).forEach(count -> chosen.add(count.getKey()));
    addForUnlike(objects, counts.keySet(), chosen);
    add(type, objects.size(), counts, chosen, mined);
    Map<Place, Integer> rest = count(ofAnyLength(objects, chosen));
    rest.values().removeIf(count -> count < leastShare * objects.size());
    Set<Place> offsets = new HashSet<>();
    byCount(rest).limit(anyLength).forEach(count -> offsets.add(count.getKey()));
    add(type, objects.size(), rest, offsets, mined);
  }

  private static void add(
      String type,
      int objects,
      Map<Place, Integer> counts,
      Set<Place> chosen,
      List<KeyNode> mined) {
    byCount(counts)
        .filter(count -> chosen.contains(count.getKey()))
        .map(count -> keyNode(type, count.getKey(), count.getValue() / (float) objects))
        .forEach(mined::add);
  }

  /// The offsets of heads, and the tails that weren't chosen.
  private static List<Set<Place>> ofAnyLength(List<Set<Place>> objects, Set<Place> chosen) {
    List<Set<Place>> rest = new ArrayList<>();
    for (Set<Place> object : objects) {
      Set<Place> offsets = new HashSet<>();
      for (Place place : object) {
        if (place.window() == Window.HEAD) {
          offsets.add(new Place(place.offset(), KeyNode.ANY_LENGTH, Window.HEAD));
        } else if (!chosen.contains(place)) {
          offsets.add(place);
        }
      }
      rest.add(offsets);
    }
    return rest;
  }

  private static KeyNode keyNode(String type, Place place, float share) {
    return new KeyNode(type, place.offset(), place.length(), place.window(), Math.min(1f, share));
  }

  /// Adds places until each object has enough, or no more that are frequent enough.
  private void addForUnlike(List<Set<Place>> objects, Set<Place> frequent, Set<Place> chosen) {
    while (chosen.size() < frequent.size()) {
      List<Set<Place>> lacking = new ArrayList<>();
      for (Set<Place> object : objects) {
        if (object.stream().filter(chosen::contains).count() < cover) {
          Set<Place> rest = new HashSet<>(object);
          rest.retainAll(frequent);
          rest.removeAll(chosen);
          lacking.add(rest);
        }
      }
      Optional<Map.Entry<Place, Integer>> next = byCount(count(lacking)).findFirst();
      if (next.isEmpty()) {
        return;
      }
      chosen.add(next.get().getKey());
    }
  }

  private static Map<Place, Integer> count(List<Set<Place>> objects) {
    Map<Place, Integer> counts = new HashMap<>();
    objects.forEach(object -> object.forEach(place -> counts.merge(place, 1, Integer::sum)));
    return counts;
  }

  private static Stream<Map.Entry<Place, Integer>> byCount(Map<Place, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Place, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Place.ORDER)));
  }
}
