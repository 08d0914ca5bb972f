package org.deepmem.report.html;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.FoundObject;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;

/// What a page says of every object, as columns.
final class ObjectColumns {
  /// Characters of an object's names.
  private static final int NAMES = 240;

  private static final int MEMBERS_AS_NAMES = 4;
  private static final int ABSENT_PROBABILITY = 0xffff;

  private ObjectColumns() {}

  /// @param types names, by whose place a type is known
  static void add(List<FoundObject> objects, List<String> types, Columns columns) {
    columns.add("type", 2, values(objects, found -> types.indexOf(found.object().type())));
    columns.add("flags", 1, values(objects, ObjectColumns::flags));
    columns.add("seenBy", 1, values(objects, found -> mask(found.views())));
    columns.addDeltas("address", 8, values(objects, found -> found.object().virtualAddress()));
    columns.addDeltas(
        "physical", 8, values(objects, found -> found.object().physicalAddress().orElse(-1)));
    columns.addDeltas("size", 4, values(objects, found -> found.object().size()));
    columns.add("score", 4, values(objects, found -> Math.round(found.object().score() * 1000.0)));
    columns.add("probability", 2, values(objects, ObjectColumns::probability));
    columns.add("votes", 4, values(objects, found -> found.object().votes()));
    columns.addTexts("names", objects.stream().map(ObjectColumns::names).toList());
  }

  private static long[] values(List<FoundObject> objects, ToLongFunction<FoundObject> value) {
    return objects.stream().mapToLong(value).toArray();
  }

  /// Bits 0 and 1: the finding's number and 1, or 0 for none; bit 2: detected; bit 3: freed.
  private static long flags(FoundObject found) {
    return found.finding().map(finding -> finding.ordinal() + 1).orElse(0)
        | (found.detected() ? 4 : 0)
        | (found.object().state() == ObjectState.RESIDUAL ? 8 : 0);
  }

  /// A bit for each view, by its number.
  static int mask(Set<View> views) {
    return EnumSet.allOf(View.class).stream()
        .filter(views::contains)
        .mapToInt(view -> 1 << view.ordinal())
        .sum();
  }

  /// In ten thousandths, rounded down: only what is sure beyond them is 1.
  private static long probability(FoundObject found) {
    return found.object().probability().isPresent()
        ? (long) Math.floor(found.object().probability().getAsDouble() * 1e4)
        : ABSENT_PROBABILITY;
  }

  /// What tells the object from others; where its names don't, its first members do.
  private static String names(FoundObject found) {
    DetectedObject object = found.object();
    Set<Map.Entry<String, String>> names = object.names().entrySet();
    if (!names.isEmpty()) {
      return DumpText.of(
          names.stream()
              .map(name -> name.getKey() + "=" + name.getValue())
              .collect(Collectors.joining("  ")),
          NAMES);
    }
    List<String> members = new ArrayList<>();
    for (Map.Entry<String, Optional<String>> member : found.facts().members().entrySet()) {
      if (members.size() < MEMBERS_AS_NAMES) {
        member.getValue().ifPresent(value -> members.add(member.getKey() + "=" + value));
      }
    }
    return DumpText.of(String.join("  ", members), NAMES);
  }
}
