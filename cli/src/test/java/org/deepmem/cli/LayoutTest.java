package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deepmem.label.GroundTruth;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members in another order (`lab relayout`), and layouts learnt from the bundled dump (`scan
/// --layout`) against its kernel's own (`lab layout`).
class LayoutTest {
  private static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");
  private static final Path TRUTH = Path.of("..", "samples", "linux-6.1-cloud.truth.jsonl");

  @TempDir Path folder;

  @Test
  void whatAKnownKernelHasIsLearntRight() throws IOException {
    Path layout = folder.resolve("layout.json");

    Run.of("scan", DUMP, "--layout", layout).ok();
    Run checked = Run.of("lab", "layout", DUMP, "--layout", layout).ok();

    assertThat(checked.out().lines().filter(line -> line.startsWith("task_struct ")).toList())
        .as("%s", checked.out())
        .anySatisfy(line -> assertThat(line).contains("tasks."))
        .last()
        .satisfies(
            line -> {
              String[] cells = line.split("\\s+");
              assertThat(Integer.parseInt(cells[1])).as("right").isGreaterThan(10);
              assertThat(Integer.parseInt(cells[2])).as("wrong").isZero();
            });
  }

  @Test
  void aLayoutThatIsNoneIsSaid() throws IOException {
    Path layout = Files.writeString(folder.resolve("layout.json"), "{\"types\": 7}");
    Run.of("lab", "layout", DUMP, "--layout", layout).failed(layout.toString());
  }

  @Test
  void aRelaidCopyHasItsOwnTruth() throws IOException {
    Path copy = folder.resolve("moved.lime");

    Run.of("lab", "relayout", DUMP, "--truth", TRUTH, "--seed", "5", "-o", copy).ok();

    GroundTruth before = TruthFile.readAll(TRUTH);
    GroundTruth moved = TruthFile.readAll(folder.resolve("moved.truth.jsonl"));
    assertThat(moved.objects()).isEqualTo(before.objects());
    assertThat(moved.layouts().keySet()).isEqualTo(before.layouts().keySet());
    assertThat(moved.layouts().get("dentry")).isNotEqualTo(before.layouts().get("dentry"));
    Run.of("graph", copy, "-o", folder).ok();
    assertThat(folder.resolve("moved.graph")).isNotEmptyFile();
  }

  @Test
  void aTruthWithoutMembersLeavesNothing() throws IOException {
    Path bare = folder.resolve("bare.truth.jsonl");
    TruthFile.write(bare, TruthFile.read(TRUTH));
    Path copy = folder.resolve("moved.lime");
    Run.of("lab", "relayout", DUMP, "--truth", bare, "-o", copy).failed("members").silent();
    assertThat(copy).doesNotExist();
    assertThat(folder.resolve("moved.truth.jsonl")).doesNotExist();
  }
}
