package org.deepmem.report.parquet;

import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// The values of one leaf of the schema in one row group, as Dremel's levels and plain values. A
/// leaf is required, optional, or inside one repeated group.
final class Column {
  private final List<String> path;
  private final Type type;
  private final int highestRepetition;
  private final int highestDefinition;
  private final Levels repetitions = new Levels();
  private final Levels definitions = new Levels();
  private final PlainValues values = new PlainValues();
  private int entries;

  /// @param highestRepetition 1 inside a repeated group, else 0
  /// @param highestDefinition how many of the groups and the leaf may be missing
  Column(List<String> path, Type type, int highestRepetition, int highestDefinition) {
    this.path = List.copyOf(path);
    this.type = type;
    this.highestRepetition = highestRepetition;
    this.highestDefinition = highestDefinition;
  }

  /// An empty one like this.
  Column next() {
    return new Column(path, type, highestRepetition, highestDefinition);
  }

  List<String> path() {
    return path;
  }

  Type type() {
    return type;
  }

  /// Values, absent ones counted too.
  int entries() {
    return entries;
  }

  /// A row of a required column.
  void one(Object value) {
    add(0, 0, value);
  }

  /// A row of an optional column.
  void optional(Optional<?> value) {
    add(0, value.isPresent() ? 1 : 0, value.orElse(null));
  }

  /// A row of a repeated column.
  ///
  /// @param elements where they may be absent, as optionals
  void many(List<?> elements) {
    if (elements.isEmpty()) {
      add(0, 0, null);
    }
    int repetition = 0;
    for (Object element : elements) {
      Object value = element instanceof Optional<?> optional ? optional.orElse(null) : element;
      add(repetition, value == null ? 1 : highestDefinition, value);
      repetition = 1;
    }
  }

  private void add(int repetition, int definition, @Nullable Object value) {
    repetitions.add(repetition);
    definitions.add(definition);
    if (value != null) {
      values.add(value);
    }
    entries++;
  }

  /// The content of the one data page.
  byte[] page() {
    PlainValues page = new PlainValues();
    if (highestRepetition > 0) {
      repetitions.writeTo(page);
    }
    if (highestDefinition > 0) {
      definitions.writeTo(page);
    }
    page.bytes(values.toBytes());
    return page.toBytes();
  }
}
