package org.deepmem.report.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.finding.Explanation;
import org.deepmem.finding.FoundObject;

/// Details of the objects that come first in [DetailOrder], some objects to a packed block, as many
/// blocks as there is room for. A page unpacks the block of an object that is opened.
final class DetailBlocks {
  /// Objects in a block.
  static final int BLOCK = 32;

  private final List<String> blocks = new ArrayList<>();

  /// By object: its place among those with details, plus 1; 0 for none.
  private final long[] place;

  private final int wanted;

  private record Key(String type, long address) {}

  /// @param room characters that the blocks may have together
  DetailBlocks(List<FoundObject> objects, List<Explanation> explanations, int room) {
    Map<Key, Explanation> byPlace = new HashMap<>();
    for (Explanation explanation : explanations) {
      byPlace.put(new Key(explanation.type(), explanation.address()), explanation);
    }
    List<Integer> order = DetailOrder.of(objects);
    wanted = order.size();
    place = new long[objects.size()];
    int left = room;
    for (int from = 0; from < order.size(); from += BLOCK) {
      List<FoundObject> part =
          order.subList(from, Math.min(order.size(), from + BLOCK)).stream()
              .map(objects::get)
              .toList();
      String block = block(part, byPlace);
      left -= block.length();
      if (left < 0) {
        break;
      }
      for (int i = 0; i < part.size(); i++) {
        place[order.get(from + i)] = from + i + 1;
      }
      blocks.add(block);
    }
  }

  private static String block(List<FoundObject> part, Map<Key, Explanation> explanations) {
    String json =
        SafeJson.of(
            out -> {
              out.writeStartArray();
              for (FoundObject found : part) {
                Key key = new Key(found.object().type(), found.object().virtualAddress());
                DetailJson.write(found, explanations.get(key), out);
              }
              out.writeEndArray();
            });
    return Packed.of(json.getBytes(StandardCharsets.US_ASCII));
  }

  void add(Columns columns) {
    columns.add("detail", 4, place);
  }

  List<String> blocks() {
    return blocks;
  }

  /// Objects that should have details.
  int wanted() {
    return wanted;
  }

  /// Objects that have them.
  int kept() {
    return (int) Arrays.stream(place).filter(at -> at > 0).count();
  }
}
