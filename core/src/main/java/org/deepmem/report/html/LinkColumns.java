package org.deepmem.report.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.finding.FoundObject;
import org.deepmem.kernel.ObjectFacts;

/// Which objects of a result lead to which, as columns: number of the one, number of the other,
/// member that leads there.
final class LinkColumns {
  /// Links that a page has at most, of the first objects.
  private static final int MOST = 400_000;

  /// Members that are told apart; a column of theirs has a byte.
  private static final int MEMBERS = 256;

  private LinkColumns() {}

  private record Place(String type, long address) {}

  /// @return names of the members, by the number that the column has of them
  static List<String> add(List<FoundObject> objects, Columns columns) {
    Map<Place, Integer> places = new HashMap<>();
    for (int i = 0; i < objects.size(); i++) {
      places.putIfAbsent(
          new Place(objects.get(i).object().type(), objects.get(i).object().virtualAddress()), i);
    }
    Map<String, Integer> members = new LinkedHashMap<>();
    List<long[]> links = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      for (ObjectFacts.Link link : objects.get(i).facts().links()) {
        Integer target = places.get(new Place(link.type(), link.address()));
        boolean known = members.containsKey(link.member()) || members.size() < MEMBERS;
        if (target != null && known && links.size() < MOST) {
          int member = members.computeIfAbsent(link.member(), name -> members.size());
          links.add(new long[] {i, target, member});
        }
      }
    }
    columns.addDeltas("linkFrom", 4, links.stream().mapToLong(link -> link[0]).toArray());
    columns.addDeltas("linkTo", 4, links.stream().mapToLong(link -> link[1]).toArray());
    columns.add("linkMember", 1, links.stream().mapToLong(link -> link[2]).toArray());
    return List.copyOf(members.keySet());
  }
}
