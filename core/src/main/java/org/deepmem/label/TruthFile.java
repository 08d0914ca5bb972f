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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deepmem.files.AsideFile;

/// Ground truth in a file: JSON Lines, an object a line (docs/formats.md, Truth files).
public final class TruthFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private TruthFile() {}

  /// Writes a file beside its place and moves it there when whole, replacing one that is there.
  public static void write(Path file, List<LabelledObject> objects) throws IOException {
    AsideFile.write(
        file,
        aside -> {
          try (BufferedWriter writer = Files.newBufferedWriter(aside)) {
            for (LabelledObject object : objects) {
              writer.write(line(object));
              writer.write('\n');
            }
          }
        });
  }

  /// Reads a file, in its order. Members that aren't known are passed over.
  ///
  /// @throws MalformedTruthException when a line isn't an object of the truth
  public static List<LabelledObject> read(Path file) throws IOException {
    List<LabelledObject> objects = new ArrayList<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        objects.add(object(file, number, line));
      }
    } catch (MalformedInputException e) {
      throw new MalformedTruthException(file, number + 1, "not UTF-8 text", e);
    }
    return objects;
  }

  private static String line(LabelledObject object) throws JsonProcessingException {
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
    return JSON.writeValueAsString(node);
  }

  private static String hexadecimal(long value) {
    return "0x" + HexFormat.of().toHexDigits(value);
  }

  private static LabelledObject object(Path file, int number, String line)
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
      return new LabelledObject(
          text(node, "type"),
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
