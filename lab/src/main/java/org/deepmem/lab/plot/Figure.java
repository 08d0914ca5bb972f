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

  int rows() {
    return (panels.size() + columns - 1) / columns;
  }
}
