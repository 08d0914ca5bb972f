package org.deepmem.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.plot.Axis;
import org.deepmem.lab.plot.Curve;
import org.deepmem.lab.plot.Figure;
import org.deepmem.lab.plot.Panel;
import org.deepmem.lab.plot.SvgFile;

/// How a scan's time and memory grow with the dump's size.
final class GrowthPlot {
  private static final double GIGABYTE = 1L << 30;

  private final List<Curve.Point> seconds = new ArrayList<>();
  private final List<Curve.Point> memory = new ArrayList<>();

  void add(double gigabytes, ProcessRun run) {
    seconds.add(Curve.Point.of(gigabytes, run.seconds()));
    memory.add(Curve.Point.of(gigabytes, run.anonymousBytes() / GIGABYTE));
  }

  /// Writes both panels; a line from the first dump of 1 GB on shows what linear would be.
  void write(Path file) throws IOException {
    List<Panel> panels = List.of(panel("seconds", seconds), panel("memory in GB", memory));
    SvgFile.write(new Figure("A scan, cold JVM", "dump in GB", "", 2, panels), file);
  }

  private static Panel panel(String title, List<Curve.Point> points) {
    double widest = points.getLast().x() * 1.05;
    double most = points.stream().mapToDouble(Curve.Point::y).max().orElseThrow() * 1.1;
    List<Curve> curves = new ArrayList<>();
    points.stream()
        .filter(point -> point.x() > 0.9)
        .findFirst()
        .ifPresent(
            from ->
                curves.add(
                    new Curve(
                        "linear",
                        Curve.Mark.REFERENCE,
                        List.of(from, Curve.Point.of(widest, from.y() * widest / from.x())))));
    curves.add(new Curve("measured", Curve.Mark.LINE_AND_DOTS, points));
    return new Panel(title, new Axis.Linear(0, widest), new Axis.Linear(0, most), curves);
  }
}
