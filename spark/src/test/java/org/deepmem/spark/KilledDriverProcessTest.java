package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program is killed in the middle, and goes on where it was.
@Tag("slow")
class KilledDriverProcessTest {
  private static final Duration LONGEST = Duration.ofMinutes(20);

  @TempDir private Path folder;

  private SparkProcess fleet(Path home, String log, Path dumps, Path out) throws IOException {
    return SparkProcess.start(
        home,
        SparkProcess.jar() + ":" + SparkProcess.jars(home),
        "1200m",
        folder.resolve(log),
        "org.deepmem.cli.DeepMemCommand",
        "fleet",
        dumps.toString(),
        "--resume",
        "-o",
        out.toString());
  }

  @Test
  void resumeRepeatsAndLosesNothing() throws Exception {
    Path home = SparkProcess.sparkHome(folder.resolve("spark"));
    Path dumps = Files.createDirectory(folder.resolve("dumps"));
    new FleetDumps(dumps).tiny(40);
    Path out = folder.resolve("out");
    Path whole = folder.resolve("whole");

    try (SparkProcess first = fleet(home, "first.log", dumps, out)) {
      first.await(line -> line.contains("3 of 40: "), LONGEST);
      first.kill();
    }
    Tables tables = new Tables(out);
    String rows = "SELECT path FROM read_parquet('%s/dumps/*.parquet') ORDER BY path";
    List<String> committed = tables.column(rows);
    assertThat(committed).hasSizeBetween(2, 39);

    try (SparkProcess second = fleet(home, "second.log", dumps, out)) {
      assertThat(second.end(LONGEST)).as("%s", second.lines()).isZero();
      for (String path : committed) {
        assertThat(second.lines()).anyMatch(line -> line.contains(path + ": skipped"));
      }
      assertThat(second.lines())
          .filteredOn(line -> line.contains(": done, "))
          .hasSize(40 - committed.size());
    }
    try (SparkProcess other = fleet(home, "other.log", dumps, whole)) {
      assertThat(other.end(LONGEST)).isZero();
    }
    assertThat(Tables.difference(Tables.OBJECTS, whole, out)).isZero();
    assertThat(Tables.difference(Tables.DUMPS, whole, out)).isZero();
    assertThat(out.resolve("_aside")).isEmptyDirectory();
  }
}
