package org.deepmem.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.deepmem.files.Sha256;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.report.Words;
import org.deepmem.report.parquet.TableParquet;

/// Rows of the tables of dumps and of failures, each a Parquet file; the columns are in
/// docs/fleet.md.
final class FleetRows {
  private FleetRows() {}

  /// The commit record of a scan.
  ///
  /// @param scan as its folder is called
  /// @param host what the dump says of itself, else its file
  /// @param settings as in [FleetOrder]
  /// @param seconds that the scan took
  static byte[] dump(
      DumpSource source,
      ScanResult result,
      String scan,
      String host,
      String settings,
      double seconds)
      throws IOException {
    DumpIdentity dump = result.dump();
    TableParquet table =
        new TableParquet()
            .text("dump")
            .text("scan")
            .text("path")
            .text("file")
            .number("bytes")
            .time("modified")
            .text("host")
            .text("format")
            .text("family")
            .optionalText("release")
            .optionalTime("taken")
            .optionalTime("booted")
            .time("scanned")
            .real("seconds")
            .text("tool")
            .text("model")
            .text("model_sha256")
            .text("settings")
            .number("objects")
            .counts("types")
            .counts("findings")
            .texts("views")
            .texts("warnings");
    List<?> row =
        List.of(
            dump.sha256().orElse(""),
            scan,
            source.path(),
            dump.file(),
            dump.bytes(),
            Instant.ofEpochMilli(source.modified()),
            host,
            dump.format(),
            dump.family(),
            dump.release(),
            dump.taken(),
            dump.booted(),
            dump.scanned(),
            seconds,
            dump.tool(),
            dump.model(),
            dump.modelSha256(),
            settings,
            (long) result.objects().size(),
            counts(result, found -> found.object().type()),
            counts(result, found -> Words.of(found.finding()).orElse("")),
            Words.of(result.asked()),
            result.warnings());
    return bytes(table, dump.tool(), row);
  }

  private static Map<String, Long> counts(ScanResult result, Function<FoundObject, String> key) {
    Map<String, Long> counts = new TreeMap<>();
    result.objects().forEach(found -> counts.merge(key.apply(found), 1L, Long::sum));
    counts.remove("");
    return counts;
  }

  /// A file that could not be scanned.
  static byte[] failure(DumpSource source, String reason, String tool, Instant when)
      throws IOException {
    TableParquet table =
        new TableParquet()
            .text("path")
            .text("file")
            .number("bytes")
            .time("modified")
            .text("reason")
            .time("failed")
            .text("tool");
    List<?> row =
        List.of(
            source.path(),
            source.file(),
            source.bytes(),
            Instant.ofEpochMilli(source.modified()),
            reason,
            when,
            tool);
    return bytes(table, tool, row);
  }

  private static byte[] bytes(TableParquet table, String tool, List<?> row) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(tool, List.of(row), out);
    return out.toByteArray();
  }

  /// What a scan is called: the same for the same dump, settings and program, so that one that is
  /// repeated after a crash takes its own place.
  static String scan(String sha256, String settings, String tool) {
    return "s" + hash(String.join("\n", sha256, settings, tool)).substring(0, 16);
  }

  /// The file of a failure, the same whenever a path fails.
  static String failureFile(DumpSource source) {
    return "%s/%s%s"
        .formatted(
            ResultFolder.FAILURES, hash(source.uri()).substring(0, 32), ResultFolder.PARQUET);
  }

  private static String hash(String text) {
    MessageDigest digest = Sha256.start();
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// A count as people read it.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
