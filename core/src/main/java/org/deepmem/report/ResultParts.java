package org.deepmem.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;

/// The parts of a result, from JSON. Each throws IllegalArgumentException with a reason where JSON
/// says something else.
final class ResultParts {
  private ResultParts() {}

  static DumpIdentity dump(JsonNode node) {
    return new DumpIdentity(
        text(node, "file"),
        node.path("bytes").asLong(),
        optional(node, "sha256"),
        text(node, "format"),
        text(node, "family"),
        optional(node, "release"),
        optional(node, "taken").map(ResultParts::time),
        optional(node, "booted").map(ResultParts::time),
        time(text(node, "scanned")),
        text(node, "tool"),
        text(node, "model"),
        text(node, "modelSha256"));
  }

  static FoundObject object(JsonNode node) {
    Optional<String> physical = optional(node, "physicalAddress");
    DetectedObject object =
        new DetectedObject(
            text(node, "type"),
            state(text(node, "state")),
            address(text(node, "virtualAddress")),
            physical.isPresent() ? OptionalLong.of(address(physical.get())) : OptionalLong.empty(),
            node.path("size").asInt(),
            (float) node.path("score").asDouble(),
            node.path("probability").isNumber()
                ? OptionalDouble.of(node.path("probability").asDouble())
                : OptionalDouble.empty(),
            node.path("votes").asInt(),
            names(node.path("names")));
    return new FoundObject(
        object,
        node.path("detected").asBoolean(true),
        views(node.path("views")),
        optional(node, "finding").map(word -> word(Finding.class, word)),
        facts(node));
  }

  private static Map<String, String> names(JsonNode node) {
    Map<String, String> names = new LinkedHashMap<>();
    node.properties().forEach(name -> names.put(name.getKey(), name.getValue().asText()));
    return names;
  }

  private static ObjectFacts facts(JsonNode node) {
    ObjectFacts.Builder facts = new ObjectFacts.Builder();
    for (Map.Entry<String, JsonNode> member : node.path("members").properties()) {
      if (member.getValue().isNull()) {
        facts.absent(member.getKey());
      } else {
        facts.put(member.getKey(), member.getValue().asText());
      }
    }
    for (JsonNode link : node.path("links")) {
      facts.link(text(link, "member"), text(link, "type"), address(text(link, "address")));
    }
    return facts.build();
  }

  static Set<View> views(JsonNode list) {
    Set<View> views = EnumSet.noneOf(View.class);
    list.forEach(view -> views.add(word(View.class, view.asText())));
    return views;
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static ObjectState state(String word) {
    return switch (word) {
      case "live" -> ObjectState.LIVE;
      case "freed" -> ObjectState.RESIDUAL;
      default -> throw new IllegalArgumentException("no state is '%s'".formatted(word));
    };
  }

  private static <E extends Enum<E>> E word(Class<E> kind, String word) {
    try {
      return Enum.valueOf(kind, word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no %s is '%s'".formatted(kind.getSimpleName().toLowerCase(Locale.ROOT), word), e);
    }
  }

  private static long address(String text) {
    if (!text.matches("0x[0-9a-fA-F]{1,16}")) {
      throw new IllegalArgumentException("no address is '%s'".formatted(text));
    }
    return Long.parseUnsignedLong(text.substring(2), 16);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time is '%s'".formatted(text), e);
    }
  }

  private static String text(JsonNode node, String member) {
    return optional(node, member)
        .orElseThrow(() -> new IllegalArgumentException("no text '%s'".formatted(member)));
  }

  private static Optional<String> optional(JsonNode node, String member) {
    return Optional.ofNullable(node.path(member).textValue());
  }
}
