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

  /// Pixels; more where there are names.
  int panelWidth() {
    int below =
        panels.stream()
            .mapToInt(
                panel -> panel.x() instanceof Axis.Named(List<String> names) ? room(names) : 0)
            .max()
            .orElse(0);
    return Math.max(mostNames() > 0 ? 250 : 170, below);
  }

  /// Pixels; as many as the names on the left need.
  int panelHeight() {
    return Math.max(150, 52 + 17 * mostNames());
  }

  /// Pixels for names side by side, the longest deciding for each, and the axis on the left.
  private static int room(List<String> names) {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    return 60 + names.size() * (6 * longest + 8);
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
