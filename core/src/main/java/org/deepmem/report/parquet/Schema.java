package org.deepmem.report.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/// A schema in the order of its columns, and an empty column for each leaf.
final class Schema {
  private final List<SchemaElement> elements = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private int fields;

  /// A text, a number or a truth value in every row.
  Schema required(String name, Type type) {
    return leaf(name, type, FieldRepetitionType.REQUIRED, List.of(name), 0, 0);
  }

  /// One that may be absent.
  Schema optional(String name, Type type) {
    return leaf(name, type, FieldRepetitionType.OPTIONAL, List.of(name), 0, 1);
  }

  /// The last leaf holds unsigned numbers.
  Schema unsigned() {
    SchemaElement last = elements.getLast();
    last.setLogicalType(LogicalType.INTEGER(new IntType((byte) Long.SIZE, false)));
    last.setConverted_type(ConvertedType.UINT_64);
    return this;
  }

  /// The last leaf holds microseconds since 1970, UTC.
  Schema timestamp() {
    TimestampType time = new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()));
    SchemaElement last = elements.getLast();
    last.setLogicalType(LogicalType.TIMESTAMP(time));
    last.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
    return this;
  }

  /// A list of texts.
  Schema texts(String name) {
    SchemaElement list = group(name, FieldRepetitionType.REQUIRED, 1);
    list.setLogicalType(LogicalType.LIST(new ListType())).setConverted_type(ConvertedType.LIST);
    group("list", FieldRepetitionType.REPEATED, 1);
    return inside(name, "list", "element", Type.BYTE_ARRAY, true);
  }

  /// A map from texts to texts.
  ///
  /// @param whole whether each key has a value
  Schema map(String name, boolean whole) {
    return map(name, Type.BYTE_ARRAY, whole);
  }

  /// A map from texts to values of a type.
  Schema map(String name, Type values, boolean whole) {
    SchemaElement map = group(name, FieldRepetitionType.REQUIRED, 1);
    map.setLogicalType(LogicalType.MAP(new MapType())).setConverted_type(ConvertedType.MAP);
    group("key_value", FieldRepetitionType.REPEATED, 2);
    inside(name, "key_value", "key", Type.BYTE_ARRAY, true);
    return inside(name, "key_value", "value", values, whole);
  }

  /// A list of groups, whose leaves, so many, come next by [#member].
  Schema groups(String name, int leaves) {
    SchemaElement list = group(name, FieldRepetitionType.REQUIRED, 1);
    list.setLogicalType(LogicalType.LIST(new ListType())).setConverted_type(ConvertedType.LIST);
    group("list", FieldRepetitionType.REPEATED, 1);
    group("element", FieldRepetitionType.REQUIRED, leaves);
    return this;
  }

  /// A leaf of the groups in a list.
  Schema member(String list, String name, Type type) {
    return leaf(
        name, type, FieldRepetitionType.REQUIRED, List.of(list, "list", "element", name), 1, 1);
  }

  private Schema inside(String outer, String group, String name, Type type, boolean whole) {
    return leaf(
        name,
        type,
        whole ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL,
        List.of(outer, group, name),
        1,
        whole ? 1 : 2);
  }

  private Schema leaf(
      String name,
      Type type,
      FieldRepetitionType repetition,
      List<String> path,
      int highestRepetition,
      int highestDefinition) {
    SchemaElement leaf = new SchemaElement(name).setType(type).setRepetition_type(repetition);
    if (type == Type.BYTE_ARRAY) {
      leaf.setLogicalType(LogicalType.STRING(new StringType()));
      leaf.setConverted_type(ConvertedType.UTF8);
    }
    elements.add(leaf);
    columns.add(new Column(path, type, highestRepetition, highestDefinition));
    fields += path.size() == 1 ? 1 : 0;
    return this;
  }

  private SchemaElement group(String name, FieldRepetitionType repetition, int children) {
    SchemaElement group =
        new SchemaElement(name).setRepetition_type(repetition).setNum_children(children);
    elements.add(group);
    fields += repetition == FieldRepetitionType.REQUIRED && !name.equals("element") ? 1 : 0;
    return group;
  }

  /// The schema as a file has it: the root, then all else, parents first.
  List<SchemaElement> elements() {
    List<SchemaElement> all = new ArrayList<>();
    all.add(new SchemaElement("object").setNum_children(fields));
    all.addAll(elements);
    return all;
  }

  /// Empty columns, a leaf each.
  List<Column> columns() {
    return columns.stream().map(Column::next).toList();
  }
}
