package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deepmem.evaluation.TypeResult;

/// A system's attacks as tables: a row a type, a column a treatment.
final class HarmTables {
  private HarmTables() {}

  /// A table for each kind of what is counted, and one for the rest. A cell is the recall after the
  /// attack and, in brackets, that divided by the recall before; the last rows have the least of
  /// the column.
  static String of(List<HarmedType> rows) {
    Map<String, List<HarmedType>> tables = new LinkedHashMap<>();
    for (HarmedType row : rows) {
      Treatment treatment = row.treatment();
      if (treatment.kind() != Treatment.Kind.NONE) {
        String table = treatment.count() == 0 ? "names, lists, pages" : treatment.kind().label();
        tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(row);
      }
    }
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (name, some) -> text.append("\n%s:\n\n%s".formatted(capitalised(name), table(some))));
    return text.toString();
  }

  /// The least of all types' recalls, after ÷ before: a row a treatment, a column a system.
  ///
  /// @param systems the rows of each
  static MarkdownTable overview(Map<String, List<HarmedType>> systems) {
    Map<Treatment, String> treatments = new LinkedHashMap<>();
    systems.values().stream()
        .flatMap(List::stream)
        .filter(row -> row.treatment().kind() != Treatment.Kind.NONE)
        .forEach(row -> treatments.putIfAbsent(row.treatment(), row.label()));
    List<String> header = new ArrayList<>(List.of("least after ÷ before"));
    header.addAll(systems.keySet());
    MarkdownTable table = new MarkdownTable(header);
    treatments.forEach(
        (treatment, label) -> {
          List<String> line = new ArrayList<>(List.of(label));
          systems.values().forEach(rows -> line.add(weakest(rows, treatment)));
          table.row(line);
        });
    return table;
  }

  private static String weakest(List<HarmedType> rows, Treatment treatment) {
    return rows.stream()
        .filter(row -> row.treatment().equals(treatment))
        .min(Comparator.comparingDouble(HarmedType::ratio))
        .map(
            row ->
                MarkdownTable.figure(row.ratio())
                    + (row.ratio() < 1 ? " `%s`".formatted(row.type()) : ""))
        .orElse("");
  }

  private static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static MarkdownTable table(List<HarmedType> rows) {
    Set<Treatment> treatments = new LinkedHashSet<>();
    Map<String, Map<Treatment, HarmedType>> types = new TreeMap<>();
    for (HarmedType row : rows) {
      treatments.add(row.treatment());
      types.computeIfAbsent(row.type(), _ -> new LinkedHashMap<>()).put(row.treatment(), row);
    }
    List<String> header = new ArrayList<>(List.of("type", "objects", "recall before"));
    for (Treatment treatment : treatments) {
      header.add(
          treatment.count() == 0 ? treatment.kind().label() : Integer.toString(treatment.count()));
    }
    MarkdownTable table = new MarkdownTable(header);
    types.forEach((type, cells) -> table.row(line(type, cells, treatments)));
    List<String> precision = new ArrayList<>(List.of("least precision", ""));
    precision.add(leastPrecision(rows.stream().map(HarmedType::before)));
    List<String> recall = new ArrayList<>(List.of("least after ÷ before", "", ""));
    for (Treatment treatment : treatments) {
      var same = rows.stream().filter(row -> row.treatment().equals(treatment)).toList();
      recall.add(least(same.stream().mapToDouble(HarmedType::ratio)));
      precision.add(leastPrecision(same.stream().map(HarmedType::after)));
    }
    return table.row(recall).row(precision);
  }

  private static List<String> line(
      String type, Map<Treatment, HarmedType> cells, Set<Treatment> treatments) {
    HarmedType any = cells.values().iterator().next();
    List<String> line = new ArrayList<>(List.of("`" + type + "`"));
    line.add(Long.toString(any.before().objects()));
    line.add(MarkdownTable.figure(any.before().recall()));
    for (Treatment treatment : treatments) {
      HarmedType cell = cells.get(treatment);
      line.add(
          cell == null
              ? ""
              : "%s (%s)"
                  .formatted(
                      MarkdownTable.figure(cell.after().recall()),
                      MarkdownTable.figure(cell.ratio())));
    }
    return line;
  }

  private static String least(DoubleStream values) {
    return MarkdownTable.figure(values.min().orElse(1));
  }

  /// Of the types that anything is found of.
  private static String leastPrecision(Stream<TypeResult> results) {
    return least(
        results.filter(r -> r.hits() + r.falseHits() > 0).mapToDouble(TypeResult::precision));
  }

  /// What couldn't be done, a line a reason and dump.
  static String impossible(List<JsonNode> cells) {
    Map<String, Set<String>> reasons = new LinkedHashMap<>();
    for (JsonNode cell : cells) {
      String reason = cell.path("result").path("impossible").asText();
      if (!reason.isEmpty()) {
        String kind = cell.path("inputs").path("treatment").asText();
        reasons
            .computeIfAbsent(reason, _ -> new TreeSet<>())
            .add(Treatment.Kind.valueOf(kind).label());
      }
    }
    StringBuilder lines = new StringBuilder();
    reasons.forEach(
        (reason, kinds) ->
            lines.append("\nNot possible: %s: %s\n".formatted(String.join(", ", kinds), reason)));
    return lines.toString();
  }
}
