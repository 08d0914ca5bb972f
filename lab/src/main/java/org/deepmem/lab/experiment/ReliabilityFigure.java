package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.plot.Axis;
import org.deepmem.lab.plot.Curve;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.Panel;

/// Reliability diagrams: a panel a type, the share that is right over the probability that was
/// said, a dot a bin. On the broken line they are the same.
final class ReliabilityFigure {
  private static final int COLUMNS = 4;

  /// Of fewer finds a share says little: such bins aren't drawn.
  private static final int FEWEST = 10;

  private static final Curve SAME =
      new Curve(
          "as said", Curve.Mark.REFERENCE, List.of(Curve.Point.of(0, 0), Curve.Point.of(1, 1)));

  private ReliabilityFigure() {}

  /// @param types in the panels' order
  /// @param result of a cell of [Calibration]
  static Figure of(String system, List<String> types, JsonNode result) {
    Axis shares = new Axis.Linear(-0.04, 1.04);
    List<Panel> panels = new ArrayList<>();
    for (String type : types) {
      List<Curve> curves = new ArrayList<>(List.of(SAME));
      for (Group group : Group.values()) {
        List<Curve.Point> points = new ArrayList<>();
        for (JsonNode bin : result.path(group.name()).path(type).path("bins")) {
          if (bin.path("count").asLong() < FEWEST) {
            continue;
          }
          double probability = bin.path("probability").asDouble();
          points.add(Curve.Point.of(probability, bin.path("share").asDouble()));
        }
        if (!points.isEmpty()) {
          curves.add(new Curve(group.label(), Curve.Mark.LINE_AND_DOTS, points));
        }
      }
      panels.add(new Panel(type, shares, shares, curves));
    }
    return new Figure(
        system + ": probabilities and what they are worth",
        "probability, mean of the bin (bins of %d finds or more)".formatted(FEWEST),
        "share that is right",
        Math.min(COLUMNS, panels.size()),
        panels);
  }
}
