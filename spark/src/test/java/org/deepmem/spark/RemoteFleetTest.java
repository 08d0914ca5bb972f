package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.cli.Fleet;
import org.deepmem.files.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dumps, model and tables on a file system that only Hadoop knows, as on a cluster.
class RemoteFleetTest {
  private static final FleetSession SPARK = FleetSession.open();

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  @BeforeAll
  static void addFileSystem() {
    DepotFileSystem.addTo(SPARK.hadoop());
  }

  @AfterAll
  static void stop() {
    SPARK.close();
  }

  private static String depot(Path path) {
    return "depot://" + path;
  }

  private Fleet.Outcome scan(String input, String output, boolean resume) throws IOException {
    Path model = FleetDumps.SAMPLE.resolveSibling("../models/linux-x64.model").normalize();
    return new SparkFleet()
        .scan(
            new Fleet.Order(
                "deepmem test",
                List.of(input),
                output,
                Optional.of(depot(model)),
                List.of(),
                false,
                resume),
            told::add);
  }

  @Test
  void itGivesWhatLocalFilesGive() throws Exception {
    Path dumps = Files.createDirectory(folder.resolve("dumps"));
    FleetDumps made = new FleetDumps(dumps);
    List<Path> tiny = made.tiny(2);
    made.text();
    Path out = folder.resolve("out");

    assertThat(scan(depot(dumps), depot(out), false)).isEqualTo(new Fleet.Outcome(2, 0, 1));
    assertThat(scan(depot(dumps) + "/tiny-*", depot(out), false))
        .isEqualTo(new Fleet.Outcome(0, 2, 0));
    assertThat(scan(depot(dumps), depot(out), true)).isEqualTo(new Fleet.Outcome(0, 2, 1));

    Path local = folder.resolve("local");
    scan(dumps.toString(), local.toString(), false);
    assertThat(Tables.difference(Tables.OBJECTS, local, out)).isZero();
    assertThat(
            new Tables(out)
                .column("SELECT dump FROM read_parquet('%s/dumps/*.parquet') ORDER BY path"))
        .containsExactly(Sha256.of(tiny.get(0)), Sha256.of(tiny.get(1)));
    assertThat(
            new Tables(out)
                .column("SELECT path FROM read_parquet('%s/dumps/*.parquet') ORDER BY path"))
        .allMatch(path -> path.startsWith("depot:/"));
    assertThat(out.resolve("_aside")).isEmptyDirectory();
  }
}
