package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.deepmem.lab.plot.Axis;
import org.deepmem.lab.plot.Curve;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.Panel;

/// The curves of one system's cells: a panel a type, a line a training, a dot where its threshold
/// lies.
final class CurveFigure {
  private static final int COLUMNS = 5;

  /// Smaller shares of false candidates are shown as this.
  private static final double LEAST = 1e-4;

  private CurveFigure() {}

  /// Precision over recall.
  static Figure precisionRecall(List<JsonNode> cells) {
    return figure(
        cells,
        "precisionRecall",
        "precision over recall",
        "recall (dots: at the model's threshold)",
        "precision");
  }

  /// Recall over the share of the false candidates that are reported.
  static Figure roc(List<JsonNode> cells) {
    return figure(cells, "roc", "ROC", "share of the false candidates that are reported", "recall");
  }

  private static Figure figure(
      List<JsonNode> cells, String curve, String title, String xLabel, String yLabel) {
    TreeSet<String> types = new TreeSet<>();
    cells.forEach(cell -> curves(cell).fieldNames().forEachRemaining(types::add));
    List<Panel> panels = new ArrayList<>();
    for (String type : types) {
      panels.add(panel(cells, type, curve));
    }
    String system = cells.getFirst().path("inputs").path("system").asText();
    return new Figure(
        system + ": " + title, xLabel, yLabel, Math.min(COLUMNS, panels.size()), panels);
  }

  private static Panel panel(List<JsonNode> cells, String type, String name) {
    boolean roc = name.equals("roc");
    List<Curve> curves = new ArrayList<>();
    double least = 1;
    for (JsonNode cell : cells) {
      List<Curve.Point> points = new ArrayList<>();
      for (JsonNode point : curves(cell).path(type).path(name)) {
        double x = point.get(0).asDouble();
        points.add(Curve.Point.of(roc ? Math.max(x, LEAST) : x, point.get(1).asDouble()));
      }
      JsonNode number = cell.path("inputs").path("seed");
      String seed = number.isMissingNode() ? "given model" : "seed " + number.asText();
      curves.add(new Curve(seed, Curve.Mark.LINE, points));
      for (JsonNode result : cell.path("result").path("test").path("types")) {
        if (result.path("type").asText().equals(type) && !roc) {
          double recall = result.path("recall").asDouble();
          double precision = result.path("precision").asDouble();
          least = Math.min(least, Math.min(recall, precision));
          curves.add(new Curve(seed, Curve.Mark.DOTS, List.of(Curve.Point.of(recall, precision))));
        }
      }
    }
    Axis shares = Axis.shares(Math.min(0.99, least));
    return roc
        ? new Panel(type, new Axis.Logarithmic(LEAST, 1), shares, curves)
        : new Panel(type, shares, shares, curves);
  }

  private static JsonNode curves(JsonNode cell) {
    return cell.path("result").path("curves");
  }
}
