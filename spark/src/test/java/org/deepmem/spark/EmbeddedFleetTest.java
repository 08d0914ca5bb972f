package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deepmem.cli.Fleet;
import org.deepmem.files.Sha256;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fleet on this machine, of dumps that take no time.
class EmbeddedFleetTest {
  private static final Path MODEL =
      FleetDumps.SAMPLE.resolveSibling("../models/linux-x64.model").normalize();

  /// Kept, since to start Spark takes longer than these scans.
  private static final FleetSession SPARK = FleetSession.open();

  @TempDir private Path folder;
  private Path dumps = Path.of("");
  private Path out = Path.of("");
  private final List<String> told = new ArrayList<>();

  @AfterAll
  static void stop() {
    SPARK.close();
  }

  @BeforeEach
  void makeDumps() throws IOException {
    dumps = Files.createDirectory(folder.resolve("dumps"));
    out = folder.resolve("out");
    new FleetDumps(dumps).tiny(3);
  }

  private Fleet.Outcome scan(boolean resume, String... inputs) throws IOException {
    return scan(MODEL, resume, inputs);
  }

  private Fleet.Outcome scan(Path model, boolean resume, String... inputs) throws IOException {
    told.clear();
    return new SparkFleet()
        .scan(
            new Fleet.Order(
                "deepmem test",
                List.of(inputs),
                out.toString(),
                Optional.of(model.toString()),
                List.of(),
                false,
                resume),
            told::add);
  }

  private String tiny(int number) {
    return dumps.resolve("tiny-" + number + ".lime").toString();
  }

  @Test
  void folderPatternAndListNameTheSameDumps() throws Exception {
    Files.writeString(dumps.resolve("notes.txt"), "none");
    assertThat(scan(false, dumps.toString())).isEqualTo(new Fleet.Outcome(3, 0, 0));
    assertThat(told.getFirst()).contains("1 files are no dumps by their names");
    assertThat(told).filteredOn(line -> line.contains(": done, ")).hasSize(3);
    assertThat(told.getLast()).startsWith("3 of 3: ").endsWith(" s");

    assertThat(scan(false, dumps + "/tiny-[0-2].li*")).isEqualTo(new Fleet.Outcome(0, 3, 0));
    Path list = folder.resolve("list");
    Files.writeString(list, "# hosts\n" + tiny(0) + "\n\n" + tiny(1) + "\n");
    assertThat(scan(false, list.toString(), tiny(2))).isEqualTo(new Fleet.Outcome(0, 3, 0));

    Tables tables = new Tables(out);
    assertThat(tables.column("SELECT dump FROM read_parquet('%s/dumps/*.parquet') ORDER BY path"))
        .containsExactly(
            Sha256.of(Path.of(tiny(0))), Sha256.of(Path.of(tiny(1))), Sha256.of(Path.of(tiny(2))));
    assertThat(tables.column("SELECT count(*) FROM (" + Tables.OBJECTS + ")"))
        .isEqualTo(
            tables.column("SELECT sum(objects)::BIGINT FROM read_parquet('%s/dumps/*.parquet')"));
  }

  @Test
  void whatFailedIsARowUntilItSucceeds() throws Exception {
    FleetDumps made = new FleetDumps(dumps);
    Path cut = made.cut();
    made.text();
    Path list =
        Files.writeString(
            folder.resolve("list"), "%s\n%s\n%s/none.raw\n".formatted(cut, tiny(0), dumps));

    assertThat(scan(false, list.toString(), dumps + "/no-*")).isEqualTo(new Fleet.Outcome(1, 0, 3));

    Tables tables = new Tables(out);
    String reasons = "SELECT reason FROM read_parquet('%s/failures/*.parquet') ORDER BY path";
    List<String> why = tables.column(reasons);
    assertThat(why).hasSize(3);
    assertThat(why.get(0)).contains("kernel");
    assertThat(why.get(1)).contains("no memory");
    assertThat(why.get(2)).contains("no such file");

    Files.copy(Path.of(tiny(1)), cut, StandardCopyOption.REPLACE_EXISTING);
    assertThat(scan(true, cut.toString())).isEqualTo(new Fleet.Outcome(1, 0, 0));
    assertThat(tables.column(reasons)).isEqualTo(why.subList(1, 3));
  }

  @Test
  void aDumpIsScannedOnceWhateverItIsCalled() throws Exception {
    Files.copy(Path.of(tiny(0)), dumps.resolve("copy.lime"));
    assertThat(scan(false, dumps.toString())).isEqualTo(new Fleet.Outcome(3, 1, 0));
    assertThat(told).anyMatch(line -> line.contains("same content"));

    // By another time, it is read again and known by its hash; resumed, it isn't read at all.
    Files.setLastModifiedTime(Path.of(tiny(1)), FileTime.fromMillis(1_000_000));
    assertThat(scan(true, tiny(1), tiny(2))).isEqualTo(new Fleet.Outcome(0, 2, 0));
    assertThat(told.getFirst()).contains("tiny-2").contains("skipped");
  }

  @Test
  void anotherModelScansAgainAndReplaces() throws Exception {
    scan(false, dumps.toString());
    GnnModel model = ModelFile.read(MODEL);
    Path other = folder.resolve("other.model");
    ModelFile.write(
        new GnnModel(
            model.parameters(),
            model.keyNodes(),
            model.types(),
            model.kernelFamily(),
            Map.of("note", "another")),
        other);

    assertThat(scan(other, true, dumps.toString())).isEqualTo(new Fleet.Outcome(3, 0, 0));
    assertThat(scan(other, true, dumps.toString())).isEqualTo(new Fleet.Outcome(0, 3, 0));

    Tables tables = new Tables(out);
    assertThat(
            tables.column("SELECT DISTINCT model_sha256 FROM read_parquet('%s/dumps/*.parquet')"))
        .containsExactly(Sha256.of(other));
    try (Stream<Path> scans = Files.walk(out.resolve("objects"), 2)) {
      assertThat(scans.filter(path -> path.toString().contains("scan="))).hasSize(3);
    }
  }

  @Test
  void whatRunsLeftIsCleanedAndNeverSeen() throws Exception {
    scan(false, tiny(0));
    Path stale = out.resolve("objects/dump=" + Sha256.of(Path.of(tiny(0))) + "/scan=s0");
    Path lost = out.resolve("objects/dump=00/scan=s1");
    for (Path left : List.of(stale, lost)) {
      Files.createDirectories(left);
      try (Stream<Path> objects = Files.walk(out.resolve("objects"))) {
        Path real =
            objects.filter(path -> path.endsWith("objects.parquet")).findFirst().orElseThrow();
        Files.copy(real, left.resolve("objects.parquet"));
      }
    }
    Files.writeString(out.resolve("_aside/half.part"), "half");
    String count = "SELECT count(*) FROM (" + Tables.OBJECTS + ")";
    List<String> before = new Tables(out).column(count);

    scan(true, tiny(0), tiny(1));

    assertThat(stale).doesNotExist();
    assertThat(lost).doesNotExist();
    assertThat(out.resolve("_aside")).isEmptyDirectory();
    assertThat(before)
        .isEqualTo(
            new Tables(out)
                .column(
                    "SELECT objects FROM read_parquet('%s/dumps/*.parquet') WHERE path LIKE"
                        + " '%%tiny-0%%'"));
  }

  @Test
  void onlyTheOwnerReadsWhatDumpsHold() throws Exception {
    scan(false, tiny(0), new FleetDumps(dumps).text().toString());
    try (Stream<Path> made = Files.walk(out)) {
      for (Path path : made.toList()) {
        String allowed = Files.isDirectory(path) ? "rwx------" : "rw-------";
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(allowed);
      }
    }
  }

  @Test
  void twoRunsDoNotWriteAtOnce() throws Exception {
    scan(false, tiny(0));
    try (ResultFolder.Lock lock = new LocalResultFolder(out).lock()) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> scan(false, tiny(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another run writes here");
    }
  }

  @Test
  void namesThatLeadNowhereAreTold() {
    assertThatThrownBy(() -> scan(false, dumps + "/none.elf"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.elf");
    assertThatThrownBy(() -> scan(false, dumps + "/no*"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no file matches");
    assertThat(out).doesNotExist();
  }
}
