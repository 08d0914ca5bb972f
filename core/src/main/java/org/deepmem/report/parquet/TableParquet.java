package org.deepmem.report.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.Type;

/// A table with few rows as a Parquet file: columns are named one after the other, then each row
/// gives its values in that order. The same rows give the same bytes.
public final class TableParquet {
  private final Schema schema = new Schema();
  private final List<Kind> kinds = new ArrayList<>();

  /// What a column holds.
  private enum Kind {
    /// A value of a plain column.
    ONE,
    /// An [Optional].
    OPTIONAL,
    /// A list of texts.
    TEXTS,
    /// A map from texts to texts or numbers.
    MAP
  }

  /// A column of texts.
  public TableParquet text(String name) {
    schema.required(name, Type.BYTE_ARRAY);
    return with(Kind.ONE);
  }

  /// A column of optional texts.
  public TableParquet optionalText(String name) {
    schema.optional(name, Type.BYTE_ARRAY);
    return with(Kind.OPTIONAL);
  }

  /// A column of longs.
  public TableParquet number(String name) {
    schema.required(name, Type.INT64);
    return with(Kind.ONE);
  }

  /// A column of doubles.
  public TableParquet real(String name) {
    schema.required(name, Type.DOUBLE);
    return with(Kind.ONE);
  }

  /// A column of instants, to the microsecond.
  public TableParquet time(String name) {
    schema.required(name, Type.INT64).timestamp();
    return with(Kind.ONE);
  }

  /// A column of optional instants.
  public TableParquet optionalTime(String name) {
    schema.optional(name, Type.INT64).timestamp();
    return with(Kind.OPTIONAL);
  }

  /// A column of lists of texts.
  public TableParquet texts(String name) {
    schema.texts(name);
    return with(Kind.TEXTS);
  }

  /// A column of maps from texts to longs.
  public TableParquet counts(String name) {
    schema.map(name, Type.INT64, true);
    return with(Kind.MAP);
  }

  private TableParquet with(Kind kind) {
    kinds.add(kind);
    return this;
  }

  /// Writes a whole file.
  ///
  /// @param createdBy name and version of the program
  /// @param rows each with a value a column
  public void write(String createdBy, List<List<?>> rows, OutputStream out) throws IOException {
    ParquetFile file = new ParquetFile(out, schema);
    List<Column> columns = schema.columns();
    for (List<?> row : rows) {
      add(row, columns.iterator());
    }
    file.group(columns, rows.size());
    file.end(createdBy, Map.of());
  }

  private void add(List<?> row, Iterator<Column> column) {
    if (row.size() != kinds.size()) {
      throw new IllegalArgumentException("a row has a value for each column");
    }
    for (int i = 0; i < kinds.size(); i++) {
      Object value = row.get(i);
      switch (kinds.get(i)) {
        case ONE -> column.next().one(plain(value));
        case OPTIONAL -> column.next().optional(((Optional<?>) value).map(TableParquet::plain));
        case TEXTS -> column.next().many((List<?>) value);
        case MAP -> {
          Map<?, ?> map = (Map<?, ?>) value;
          column.next().many(List.copyOf(map.keySet()));
          column.next().many(List.copyOf(map.values()));
        }
      }
    }
  }

  private static Object plain(Object value) {
    return value instanceof Instant time ? ChronoUnit.MICROS.between(Instant.EPOCH, time) : value;
  }
}
