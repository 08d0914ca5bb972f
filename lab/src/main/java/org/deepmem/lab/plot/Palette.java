package org.deepmem.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Colours that stay apart for the colour-blind and in print (Okabe and Ito, 2008), and the
/// figures' type and strokes. Dots also differ in shape.
final class Palette {
  static final Color TEXT = new Color(0x222222);
  static final Color FAINT = new Color(0xdddddd);
  static final Color REFERENCE = new Color(0x999999);
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  static final Font PANEL = new Font(Font.SANS_SERIF, Font.BOLD, 11);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 9);
  static final BasicStroke LINE = new BasicStroke(1.6f);
  static final BasicStroke THIN = new BasicStroke(0.6f);
  static final BasicStroke BROKEN =
      new BasicStroke(
          0.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 3}, 0);

  private static final Color[] COLOURS = {
    new Color(0x0072b2),
    new Color(0xd55e00),
    new Color(0x009e73),
    new Color(0xcc79a7),
    new Color(0xe69f00),
    new Color(0x56b4e9),
    new Color(0x000000)
  };

  private Palette() {}

  /// The colour of the n-th name, from 0; they repeat after seven.
  static Color colour(int n) {
    return COLOURS[n % COLOURS.length];
  }

  /// The n-th name's dot, about its middle.
  static Shape dot(int n) {
    return switch (n % 4) {
      case 0 -> new Ellipse2D.Double(-2.5, -2.5, 5, 5);
      case 1 -> new Rectangle2D.Double(-2.3, -2.3, 4.6, 4.6);
      case 2 -> polygon(-3, 2.4, 3, 2.4, 0, -3);
      default -> polygon(-3.2, 0, 0, -3.2, 3.2, 0, 0, 3.2);
    };
  }

  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }
}
