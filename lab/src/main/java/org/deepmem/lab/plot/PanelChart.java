package org.deepmem.lab.plot;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// A panel as the chart library's chart.
final class PanelChart {
  private PanelChart() {}

  /// @param names of all curves of the figure, which decide the colours
  static JFreeChart of(Panel panel, List<String> names) {
    boolean valuesAcross = panel.y() instanceof Axis.Named;
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(axis(panel.x()));
    plot.setRangeAxis(axis(panel.y()));
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(Palette.REFERENCE);
    plot.setDomainGridlinePaint(Palette.FAINT);
    plot.setDomainGridlineStroke(Palette.THIN);
    plot.setRangeGridlinePaint(Palette.FAINT);
    plot.setRangeGridlineStroke(Palette.THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    int number = 0;
    for (Curve curve : panel.curves()) {
      plot.setDataset(number, data(curve, valuesAcross));
      plot.setRenderer(number, renderer(curve, names.indexOf(curve.name()), valuesAcross));
      number++;
    }
    JFreeChart chart = new JFreeChart("", Palette.PANEL, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(2, 2, 4, 8));
    if (panel.title().isEmpty()) {
      chart.setTitle((TextTitle) null);
    } else {
      TextTitle title = new TextTitle(panel.title(), Palette.PANEL);
      title.setPaint(Palette.TEXT);
      title.setPadding(2, 2, 3, 2);
      chart.setTitle(title);
    }
    return chart;
  }

  private static XYIntervalSeriesCollection data(Curve curve, boolean valuesAcross) {
    XYIntervalSeries series = new XYIntervalSeries(curve.name(), false, true);
    for (Curve.Point p : curve.points()) {
      boolean ranged = p.least() < p.most();
      double least = ranged ? p.least() : valuesAcross ? p.x() : p.y();
      double most = ranged ? p.most() : valuesAcross ? p.x() : p.y();
      series.add(
          p.x(),
          valuesAcross ? least : p.x(),
          valuesAcross ? most : p.x(),
          p.y(),
          valuesAcross ? p.y() : least,
          valuesAcross ? p.y() : most);
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(series);
    return data;
  }

  private static XYErrorRenderer renderer(Curve curve, int number, boolean valuesAcross) {
    boolean reference = curve.mark() == Curve.Mark.REFERENCE;
    boolean dots = curve.mark() == Curve.Mark.DOTS || curve.mark() == Curve.Mark.LINE_AND_DOTS;
    Color colour = reference ? Palette.REFERENCE : Palette.colour(number);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDrawXError(valuesAcross && dots);
    renderer.setDrawYError(!valuesAcross && dots);
    renderer.setCapLength(0);
    renderer.setErrorPaint(colour);
    renderer.setErrorStroke(Palette.LINE);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, reference ? Palette.BROKEN : Palette.LINE);
    renderer.setSeriesShape(0, Palette.dot(number));
    renderer.setSeriesLinesVisible(0, curve.mark() != Curve.Mark.DOTS);
    renderer.setSeriesShapesVisible(0, dots);
    return renderer;
  }

  private static ValueAxis axis(Axis described) {
    ValueAxis axis =
        switch (described) {
          case Axis.Linear(double least, double most) -> {
            NumberAxis linear = new NumberAxis();
            linear.setRange(least, most);
            linear.setAutoRangeIncludesZero(false);
            yield linear;
          }
          case Axis.Logarithmic(double least, double most) -> {
            LogAxis logarithmic = new LogAxis();
            logarithmic.setRange(least, most);
            logarithmic.setBaseSymbol("10");
            logarithmic.setMinorTickMarksVisible(false);
            yield logarithmic;
          }
          case Axis.Named(List<String> names) -> {
            SymbolAxis named = new SymbolAxis("", names.toArray(String[]::new));
            named.setGridBandsVisible(false);
            named.setRange(-0.5, names.size() - 0.5);
            yield named;
          }
        };
    axis.setTickLabelFont(Palette.TICK);
    axis.setTickLabelPaint(Palette.TEXT);
    axis.setAxisLinePaint(Palette.REFERENCE);
    axis.setTickMarkPaint(Palette.REFERENCE);
    return axis;
  }
}
