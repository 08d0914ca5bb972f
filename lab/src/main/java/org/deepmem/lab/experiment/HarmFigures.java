package org.deepmem.lab.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deepmem.lab.plot.Axis;
import org.deepmem.lab.plot.Curve;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.Panel;

/// Recall after an attack as a share of that before.
final class HarmFigures {
  private static final int COLUMNS = 5;
  private static final String RATIO = "recall, after ÷ before";

  private HarmFigures() {}

  /// A figure for bytes, one for pointers, both over their number with a panel a type; and one for
  /// what isn't counted.
  static Map<String, Figure> of(String system, List<HarmedType> rows) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    counted(
        figures,
        "-" + system + "-bytes",
        system + ": random bytes changed",
        "bytes changed in every object",
        rows,
        Set.of(Treatment.Kind.BYTES));
    counted(
        figures,
        "-" + system + "-pointers",
        system + ": pointers changed or zeroed",
        "pointers in every object",
        rows,
        Set.of(Treatment.Kind.ZEROED, Treatment.Kind.CHANGED));
    uncounted(figures, system, rows);
    return figures;
  }

  private static void counted(
      Map<String, Figure> figures,
      String ending,
      String title,
      String xLabel,
      List<HarmedType> all,
      Set<Treatment.Kind> kinds) {
    List<HarmedType> rows =
        all.stream().filter(row -> kinds.contains(row.treatment().kind())).toList();
    if (rows.isEmpty()) {
      return;
    }
    List<Integer> counts =
        rows.stream().map(row -> row.treatment().count()).distinct().sorted().toList();
    List<String> names = new ArrayList<>(List.of("0"));
    counts.forEach(count -> names.add(count.toString()));
    List<Panel> panels = new ArrayList<>();
    for (String type : types(rows)) {
      List<Curve> curves = new ArrayList<>();
      double least = 1;
      for (Treatment.Kind kind : Treatment.Kind.values()) {
        List<Curve.Point> points = new ArrayList<>(List.of(Curve.Point.of(0, 1)));
        for (HarmedType row : rows) {
          if (row.type().equals(type) && row.treatment().kind() == kind) {
            int place = 1 + counts.indexOf(row.treatment().count());
            points.add(Curve.Point.of(place, row.ratio()));
            least = Math.min(least, row.ratio());
          }
        }
        if (points.size() > 1) {
          curves.add(new Curve(kind.label(), Curve.Mark.LINE_AND_DOTS, points));
        }
      }
      panels.add(
          new Panel(type, new Axis.Named(names), Axis.shares(Math.min(0.95, least)), curves));
    }
    figures.put(ending, new Figure(title, xLabel, RATIO, Math.min(COLUMNS, panels.size()), panels));
  }

  private static void uncounted(Map<String, Figure> figures, String system, List<HarmedType> all) {
    List<String> types = types(all).reversed();
    Map<String, List<Curve.Point>> points = new LinkedHashMap<>();
    double least = 1;
    for (HarmedType row : all) {
      if (row.treatment().count() == 0 && row.treatment().kind() != Treatment.Kind.NONE) {
        points
            .computeIfAbsent(row.treatment().kind().label(), _ -> new ArrayList<>())
            .add(Curve.Point.of(row.ratio(), types.indexOf(row.type())));
        least = Math.min(least, row.ratio());
      }
    }
    if (points.isEmpty()) {
      return;
    }
    List<Panel> panels = new ArrayList<>();
    Axis shares = Axis.shares(Math.min(0.95, least));
    points.forEach(
        (kind, places) ->
            panels.add(
                new Panel(
                    kind,
                    shares,
                    new Axis.Named(types),
                    List.of(new Curve("", Curve.Mark.DOTS, places)))));
    figures.put(
        "-" + system + "-others",
        new Figure(system + ": other attacks", RATIO, "", panels.size(), panels));
  }

  private static List<String> types(List<HarmedType> rows) {
    return rows.stream().map(HarmedType::type).distinct().sorted().toList();
  }
}
