package org.deepmem.report.html;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.Explanation;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.image.PhysicalRun;

/// A scan's result as one page that opens offline. The same input gives the same bytes.
///
/// Objects are compressed columns. Findings, and the objects with the highest scores, come with all
/// that is known of them, as far as there is room: the page stays under [#LIMIT] for 150,000
/// objects.
public final class HtmlReport {
  /// Bytes that a page of 150,000 objects doesn't exceed.
  public static final int LIMIT = 8 << 20;

  private HtmlReport() {}

  /// The objects that a page has all details of, where there is room: those whose explanations are
  /// worth making. In the order in which they are given room: findings (hidden, fabricated, freed),
  /// then the 2,000 others with the highest scores.
  public static List<FoundObject> detailed(ScanResult result) {
    return DetailOrder.of(result.objects()).stream().map(result.objects()::get).toList();
  }

  /// Writes the page to a file, which is there whole or not at all.
  ///
  /// @param explanations of any objects, in any order; those of objects without details go unused
  /// @param runs of physical memory that the dump has, ascending, disjoint
  public static void write(
      ScanResult result, List<Explanation> explanations, List<PhysicalRun> runs, Path place)
      throws IOException {
    AsideFile.write(
        place,
        aside -> {
          try (OutputStream out = Files.newOutputStream(aside)) {
            write(result, explanations, runs, out);
          }
        });
  }

  /// Writes the page to a stream, which stays open.
  public static void write(
      ScanResult result, List<Explanation> explanations, List<PhysicalRun> runs, OutputStream out)
      throws IOException {
    String data = ReportData.of(result, explanations, runs);
    out.write(new Page(data).html().getBytes(StandardCharsets.UTF_8));
  }
}
