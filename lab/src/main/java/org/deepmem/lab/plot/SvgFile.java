package org.deepmem.lab.plot;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.deepmem.files.AsideFile;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Draws a figure into an SVG file. Text stays text.
public final class SvgFile {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final int TOP = 24;
  private static final int LEGEND = 20;
  private static final int BOTTOM = 20;
  private static final int LEFT = 18;
  private static final int SWATCH = 18;
  private static final int GAP = 16;

  private SvgFile() {}

  /// Writes a figure, aside and then moved to its place.
  ///
  /// @throws NoFontsException when there are no fonts to measure text with; nothing is written
  public static void write(Figure figure, Path file) throws IOException {
    checkFonts();
    StyleSheet styles = new StyleSheet();
    SVGGraphics2D graphics = new SVGGraphics2D(context(styles), false);
    draw(figure, graphics);
    Element root = graphics.getRoot();
    styles.addTo(root);
    AsideFile.write(
        file,
        aside -> {
          try (Writer writer = Files.newBufferedWriter(aside)) {
            graphics.stream(root, writer, false, false);
          }
        });
  }

  private static void checkFonts() throws NoFontsException {
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      graphics.getFontMetrics(Palette.LABEL).stringWidth("x");
      graphics.dispose();
    } catch (RuntimeException | LinkageError | InternalError e) { // as the machine lacks what
      throw new NoFontsException(e);
    }
  }

  private static SVGGeneratorContext context(StyleSheet styles) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(NAMESPACE, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setStyleHandler(styles);
      context.setComment(null);
      context.setPrecision(2);
      return context;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java makes XML documents", e);
    }
  }

  private static void draw(Figure figure, SVGGraphics2D graphics) {
    int width = figure.panelWidth();
    int height = figure.panelHeight();
    List<String> names = figure.names();
    int above = TOP + (names.size() > 1 ? LEGEND : 0);
    int allWidth = LEFT + figure.columns() * width;
    int allHeight = above + figure.rows() * height + BOTTOM;
    graphics.setSVGCanvasSize(new Dimension(allWidth, allHeight));
    graphics.setPaint(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, allWidth, allHeight));
    graphics.setPaint(Palette.TEXT);
    graphics.setFont(Palette.TITLE);
    graphics.drawString(figure.title(), LEFT, 16);
    if (names.size() > 1) {
      legend(figure, names, graphics);
    }
    for (int i = 0; i < figure.panels().size(); i++) {
      int x = LEFT + i % figure.columns() * width;
      int y = above + i / figure.columns() * height;
      PanelChart.of(figure.panels().get(i), names)
          .draw(graphics, new Rectangle2D.Double(x, y, width, height));
    }
    graphics.setPaint(Palette.TEXT);
    graphics.setFont(Palette.LABEL);
    FontMetrics metrics = graphics.getFontMetrics();
    int middle = LEFT + figure.columns() * width / 2;
    graphics.drawString(
        figure.xLabel(), middle - metrics.stringWidth(figure.xLabel()) / 2, allHeight - 6);
    AffineTransform upright = graphics.getTransform();
    int down = above + figure.rows() * height / 2 + metrics.stringWidth(figure.yLabel()) / 2;
    graphics.translate(13, down);
    graphics.rotate(-Math.PI / 2);
    graphics.drawString(figure.yLabel(), 0, 0);
    graphics.setTransform(upright);
  }

  private static void legend(Figure figure, List<String> names, SVGGraphics2D graphics) {
    graphics.setFont(Palette.LABEL);
    FontMetrics metrics = graphics.getFontMetrics();
    int x = LEFT;
    int y = TOP + 8;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Curve.Mark mark =
          figure.panels().stream()
              .flatMap(panel -> panel.curves().stream())
              .filter(curve -> curve.name().equals(name))
              .map(Curve::mark)
              .findFirst()
              .orElse(Curve.Mark.LINE);
      boolean reference = mark == Curve.Mark.REFERENCE;
      graphics.setPaint(reference ? Palette.REFERENCE : Palette.colour(i));
      if (mark != Curve.Mark.DOTS) {
        graphics.setStroke(reference ? Palette.BROKEN : Palette.LINE);
        graphics.drawLine(x, y, x + SWATCH, y);
      }
      if (mark == Curve.Mark.DOTS || mark == Curve.Mark.LINE_AND_DOTS) {
        AffineTransform place = graphics.getTransform();
        graphics.translate(x + SWATCH / 2, y);
        graphics.fill(Palette.dot(i));
        graphics.setTransform(place);
      }
      graphics.setPaint(Palette.TEXT);
      graphics.drawString(name, x + SWATCH + 5, y + 4);
      x += SWATCH + 5 + metrics.stringWidth(name) + GAP;
    }
  }
}
