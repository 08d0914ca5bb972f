package org.deepmem.lab.plot;

import java.util.List;

/// One set of axes.
///
/// @param title over it; empty for none
/// @param x the horizontal axis
/// @param y the vertical axis
/// @param curves in the order in which they are drawn
public record Panel(String title, Axis x, Axis y, List<Curve> curves) {
  public Panel {
    curves = List.copyOf(curves);
  }
}
