package org.deepmem.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Columns of numbers, each as byte planes: all lowest bytes, then all next ones, and so on. Planes
/// of like bytes compress well, better still where a column holds differences.
final class Columns {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Column> columns = new ArrayList<>();

  /// @param width bytes of a value, little-endian, without sign
  /// @param delta whether each value but the first is the difference to the one before it, modulo
  ///   the width
  private record Column(String name, int count, int width, boolean delta) {}

  /// Adds values, of which the lowest `width` bytes are kept.
  void add(String name, int width, long[] values) {
    put(name, width, false, values);
  }

  /// Adds values that are near the ones before them.
  void addDeltas(String name, int width, long[] values) {
    long[] deltas = new long[values.length];
    long previous = 0;
    for (int i = 0; i < values.length; i++) {
      deltas[i] = values[i] - previous;
      previous = values[i];
    }
    put(name, width, true, deltas);
  }

  /// Adds texts, in UTF-8, without line ends in them: one column of width 1, the texts separated by
  /// line feeds.
  void addTexts(String name, List<String> texts) {
    StringJoiner joined = new StringJoiner("\n");
    texts.forEach(joined::add);
    byte[] text = joined.toString().getBytes(StandardCharsets.UTF_8);
    columns.add(new Column(name, text.length, 1, false));
    bytes.writeBytes(text);
  }

  private void put(String name, int width, boolean delta, long[] values) {
    columns.add(new Column(name, values.length, width, delta));
    for (int plane = 0; plane < width; plane++) {
      for (long value : values) {
        bytes.write((byte) (value >>> (plane * 8)));
      }
    }
  }

  /// What describes the columns, in the order of their bytes.
  void describe(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Column column : columns) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeNumberField("count", column.count());
      json.writeNumberField("width", column.width());
      json.writeBooleanField("delta", column.delta());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// All bytes, packed.
  String packed() {
    return Packed.of(bytes.toByteArray());
  }
}
