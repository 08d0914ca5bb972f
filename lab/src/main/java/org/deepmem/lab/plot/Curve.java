package org.deepmem.lab.plot;

import java.util.List;

/// Points that belong together.
///
/// @param name in the legend; curves of one name have one colour
/// @param mark how they are drawn
/// @param points in the order in which a line goes through them
public record Curve(String name, Mark mark, List<Point> points) {
  /// How points are drawn.
  public enum Mark {
    /// A line through them.
    LINE,
    /// A thin, grey, broken line: something to compare with.
    REFERENCE,
    /// A dot each.
    DOTS,
    /// A line through dots.
    LINE_AND_DOTS
  }

  /// A value at a place.
  ///
  /// @param x horizontal
  /// @param y vertical
  /// @param least and most: the value's range, along the axis that isn't [Axis.Named]; the vertical
  ///   one where neither is
  public record Point(double x, double y, double least, double most) {
    /// A point without a range.
    public static Point of(double x, double y) {
      return new Point(x, y, Double.NaN, Double.NaN);
    }
  }

  public Curve {
    points = List.copyOf(points);
  }
}
