package org.deepmem.lab.synthesis.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deepmem.lab.LabException;

/// A value in a world file that knows where it is, so that what is wrong with it can be told.
///
/// @param file the file's name
/// @param path `$.processes[3].threads`
record JsonPlace(String file, String path, JsonNode node) {
  /// What is wrong here: the file, the path, the reason.
  LabException wrong(String reason) {
    return new LabException("%s: %s: %s".formatted(file, path, reason));
  }

  /// A member that must be there.
  JsonPlace member(String name) throws LabException {
    return optional(name).orElseThrow(() -> at(name).wrong("is missing; add it"));
  }

  /// A member that may be there.
  Optional<JsonPlace> optional(String name) throws LabException {
    object();
    return node.has(name) ? Optional.of(at(name)) : Optional.empty();
  }

  /// Fails on a member that is none of these.
  JsonPlace only(String... names) throws LabException {
    object();
    Set<String> known = Set.of(names);
    for (String name : node.propertyStream().map(Map.Entry::getKey).toList()) {
      if (!known.contains(name)) {
        throw at(name)
            .wrong(
                "is unknown; known here: "
                    + Stream.of(names).sorted().collect(Collectors.joining(", ")));
      }
    }
    return this;
  }

  /// The members of an object, in order.
  Map<String, JsonPlace> members() throws LabException {
    object();
    Map<String, JsonPlace> members = new LinkedHashMap<>();
    for (String name : node.propertyStream().map(Map.Entry::getKey).toList()) {
      members.put(name, at(name));
    }
    return members;
  }

  /// The items of an array that has at least one.
  List<JsonPlace> items() throws LabException {
    if (!node.isArray() || node.isEmpty()) {
      throw wrong("give an array with something in it");
    }
    List<JsonPlace> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      items.add(new JsonPlace(file, path + "[" + i + "]", node.get(i)));
    }
    return items;
  }

  String text() throws LabException {
    if (!node.isTextual()) {
      throw wrong("give a text");
    }
    return node.textValue();
  }

  List<String> texts() throws LabException {
    List<String> texts = new ArrayList<>();
    for (JsonPlace item : items()) {
      texts.add(item.text());
    }
    return texts;
  }

  /// A whole number, in figures or as a text that starts with `0x`.
  long whole() throws LabException {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isTextual()) {
      return hexadecimal(node.textValue());
    }
    throw wrong("give a whole number, or a text such as \"0x1f\"");
  }

  long hexadecimal(String text) throws LabException {
    try {
      return text.startsWith("0x")
          ? Long.parseUnsignedLong(text.substring(2), 16)
          : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong("\"%s\" is no whole number; give 31 or \"0x1f\"".formatted(text));
    }
  }

  int whole(int min, int max) throws LabException {
    long value = whole();
    if (value < min || value > max) {
      throw wrong("%d; give %d to %d".formatted(value, min, max));
    }
    return (int) value;
  }

  double number(double min, double max) throws LabException {
    if (!node.isNumber()) {
      throw wrong("give a number");
    }
    double value = node.doubleValue();
    if (value < min || value > max) {
      throw wrong("%s; give %s to %s".formatted(value, min, max));
    }
    return value;
  }

  boolean flag() throws LabException {
    if (!node.isBoolean()) {
      throw wrong("give true or false");
    }
    return node.booleanValue();
  }

  /// A constant of an enum, written as in Java or in lower case.
  <E extends Enum<E>> E constant(Class<E> type) throws LabException {
    return constant(type, text());
  }

  <E extends Enum<E>> E constant(Class<E> type, String text) throws LabException {
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw wrong(
          "\"%s\"; give one of %s"
              .formatted(
                  text,
                  Stream.of(type.getEnumConstants())
                      .map(c -> c.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(", "))));
    }
  }

  private JsonPlace at(String name) {
    return new JsonPlace(file, path + "." + name, node.path(name));
  }

  private void object() throws LabException {
    if (!node.isObject()) {
      throw wrong("give an object");
    }
  }
}
