package org.deepmem.lab.plot;

import java.util.List;

/// Panels in a grid, row by row. A curve's name has the same colour in all of them, and stands in
/// one legend where there are several names.
///
/// @param title over all
/// @param xLabel what all horizontal axes show
/// @param yLabel what all vertical axes show
/// @param columns panels side by side
/// @param panels at least one
public record Figure(String title, String xLabel, String yLabel, int columns, List<Panel> panels) {
  public Figure {
    panels = List.copyOf(panels);
    if (panels.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "%d panels in %d columns".formatted(panels.size(), columns));
    }
  }

  /// The names of the curves, each once, in the order in which they first occur.
  List<String> names() {
    return panels.stream()
        .flatMap(panel -> panel.curves().stream())
        .map(Curve::name)
        .distinct()
        .toList();
  }

  /// Pixels; more where there are names on the left.
  int panelWidth() {
    return mostNames() > 0 ? 250 : 170;
  }

  /// Pixels; as many as the names on the left need.
  int panelHeight() {
    return Math.max(150, 52 + 17 * mostNames());
  }

  private int mostNames() {
    return panels.stream()
        .mapToInt(panel -> panel.y() instanceof Axis.Named(List<String> names) ? names.size() : 0)
        .max()
        .orElse(0);
  }

  int rows() {
    return (panels.size() + columns - 1) / columns;
  }
}
