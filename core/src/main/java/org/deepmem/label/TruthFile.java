package org.deepmem.label;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.deepmem.files.AsideFile;
import org.jspecify.annotations.Nullable;

/// Ground truth in a file: JSON Lines, an object a line (docs/formats.md, Truth files). The first
/// object of each type says what members the type has.
public final class TruthFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private TruthFile() {}

  /// Writes objects whose types' members aren't known.
  public static void write(Path file, List<LabelledObject> objects) throws IOException {
    write(file, new GroundTruth(objects, Map.of()));
  }

  /// Writes a file beside its place and moves it there when whole, replacing one that is there.
  public static void write(Path file, GroundTruth truth) throws IOException {
    Map<String, ObjectLayout> unwritten = new HashMap<>(truth.layouts());
    AsideFile.write(
        file,
        aside -> {
          try (BufferedWriter writer = Files.newBufferedWriter(aside)) {
            for (LabelledObject object : truth.objects()) {
              writer.write(line(object, unwritten.remove(object.type())));
              writer.write('\n');
            }
          }
        });
  }

  /// Reads the objects of a file, in its order. Members that aren't known are passed over.
  ///
  /// @throws MalformedTruthException when a line isn't an object of the truth
  public static List<LabelledObject> read(Path file) throws IOException {
    return readAll(file).objects();
  }

  /// The same with the layouts of their types; files written before it was noted have none.
  ///
  /// @throws MalformedTruthException when a line isn't an object of the truth
  public static GroundTruth readAll(Path file) throws IOException {
    List<LabelledObject> objects = new ArrayList<>();
    Map<String, ObjectLayout> layouts = new HashMap<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        objects.add(object(file, number, line, layouts));
      }
    } catch (MalformedInputException e) {
      throw new MalformedTruthException(file, number + 1, "not UTF-8 text", e);
    }
    return new GroundTruth(objects, layouts);
  }

  private static String line(LabelledObject object, @Nullable ObjectLayout layout)
      throws JsonProcessingException {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", object.type());
    node.put("virtualAddress", hexadecimal(object.virtualAddress()));
    node.put("physicalAddress", hexadecimal(object.physicalAddress()));
    node.put("size", object.size());
    node.put("state", object.state().name().toLowerCase(Locale.ROOT));
    node.put("source", object.source());
    if (!object.names().isEmpty()) {
      ObjectNode names = node.putObject("names");
      object.names().forEach(names::put);
    }
    if (layout != null) {
      ObjectNode members = node.putObject("members");
      layout.members().forEach((offset, name) -> members.put(name, offset));
    }
    return JSON.writeValueAsString(node);
  }

  private static String hexadecimal(long value) {
    return "0x" + HexFormat.of().toHexDigits(value);
  }

  private static LabelledObject object(
      Path file, int number, String line, Map<String, ObjectLayout> layouts)
      throws MalformedTruthException {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.isObject()) {
        throw new IllegalArgumentException("not a JSON object");
      }
      int size = required(node, "size").intValue();
      if (!required(node, "size").isInt() || size <= 0) {
        throw new IllegalArgumentException("size isn't a positive number");
      }
      String type = text(node, "type");
      if (node.has("members")) {
        layouts.put(type, new ObjectLayout(type, members(node.get("members"))));
      }
      return new LabelledObject(
          type,
          address(node, "virtualAddress"),
          address(node, "physicalAddress"),
          size,
          state(text(node, "state")),
          text(node, "source"),
          names(node));
    } catch (JsonProcessingException e) {
      throw new MalformedTruthException(file, number, "not JSON", e);
    } catch (IllegalArgumentException e) {
      throw new MalformedTruthException(file, number, String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, String> names(JsonNode node) {
    JsonNode value = node.get("names");
    if (value == null) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw new IllegalArgumentException("names isn't an object");
    }
    Map<String, String> names = new LinkedHashMap<>();
    value.fieldNames().forEachRemaining(name -> names.put(name, text(value, name)));
    return names;
  }

  private static NavigableMap<Integer, String> members(JsonNode value) {
    NavigableMap<Integer, String> members = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!member.getValue().isInt() || member.getValue().intValue() < 0) {
        throw new IllegalArgumentException("members: %s isn't an offset".formatted(member));
      }
      members.put(member.getValue().intValue(), member.getKey());
    }
    return members;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = required(node, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " isn't text");
    }
    return value.textValue();
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("lacks '" + name + "'");
    }
    return value;
  }

  private static long address(JsonNode node, String name) {
    String text = text(node, name);
    if (!text.startsWith("0x")) {
      throw new IllegalArgumentException(name + " isn't a hexadecimal number: " + text);
    }
    return Long.parseUnsignedLong(text.substring(2), 16);
  }

  private static ObjectState state(String name) {
    return switch (name) {
      case "live" -> ObjectState.LIVE;
      case "residual" -> ObjectState.RESIDUAL;
      default -> throw new IllegalArgumentException("state is neither live nor residual: " + name);
    };
  }
}
