package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lab attack` on the bundled dump.
class LabAttackTest {
  private static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");

  private static final Path TRUTH = Path.of("..", "samples", "linux-6.1-cloud.truth.jsonl");

  @TempDir Path folder;

  @Test
  void processesAreHiddenOnce() {
    Path copy = folder.resolve("hidden.lime");

    Run hidden = Run.of("lab", "attack", DUMP, "--unlink-task", "97,ragusa:2", "-o", copy).ok();

    assertThat(hidden.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("PID 97, ridogu:6: 5 threads"),
            line -> assertThat(line).contains("PID 120, ragusa:2: 1 threads"));
    assertThat(copy).isNotEmptyFile();
    Path again = folder.resolve("again.lime");
    Run.of("lab", "attack", copy, "--unlink-task", "97", "-o", again)
        .failed(copy + ": no process 97");
    assertThat(again).doesNotExist();
  }

  @Test
  void aNameOfSeveralProcessesIsNotTaken() {
    Path copy = folder.resolve("hidden.lime");
    Run.of("lab", "attack", DUMP, "--unlink-task", "probe", "-o", copy)
        .failed("10 processes are called probe: give the number of one, of [94, 98,")
        .silent();
    assertThat(copy).doesNotExist();
  }

  @Test
  void viewsModulesAndEntriesOfNoProcessAreNamed() {
    Path copy = folder.resolve("x.lime");
    Run.of("lab", "attack", DUMP, "--unlink-task", "97", "--unlink-from", "pool", "-o", copy)
        .isWrongUsage("--unlink-from");
    Run.of("lab", "attack", DUMP, "--unlink-task", "97", "--unlink-from", "allocator", "-o", copy)
        .failed("processes of this system can be hidden from [lists, tables]")
        .silent();
    Run.of("lab", "attack", DUMP, "--fabricate", "text", "--unlink-from", "lists", "-o", copy)
        .isWrongUsage("--unlink-from goes with --unlink-task");
    Run.of("lab", "attack", DUMP, "--unlink-module", "none", "-o", copy)
        .failed(DUMP + ": no module none; there are ", "qemu_fw_cfg");
    assertThat(copy).doesNotExist();
    Run changed =
        Run.of(
                "lab",
                "attack",
                DUMP,
                "--unlink-task",
                "97",
                "--unlink-from",
                "lists",
                "--unlink-module",
                "qemu_fw_cfg",
                "--fabricate",
                "zeros,text",
                "--truth",
                TRUTH,
                "-o",
                copy)
            .ok();
    assertThat(changed.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("PID 97, ridogu:6: 5 threads"),
            line -> assertThat(line).contains("hidden: module 0x", "qemu_fw_cfg: out of 2 lists"),
            line -> assertThat(line).contains("fabricated: task_struct 0x", "a page of zeros"),
            line -> assertThat(line).contains("fabricated: task_struct 0x", "a page of text"));
    assertThat(folder.resolve("x.truth.jsonl")).hasSameTextualContentAs(TRUTH);
  }

  /// Harmed in memory by the program, and read back from the written files: the copy's truth is the
  /// dump's, and each object of the types meant has so many bytes that differ.
  @Test
  void objectsAreHarmedAndTheirTruthIsCopied() throws IOException {
    Path copy = folder.resolve("harmed.raw");

    Run harmed =
        Run.of(
                "lab",
                "attack",
                DUMP,
                "--random-bytes",
                "7",
                "--types",
                "cred,task_struct",
                "--truth",
                TRUTH,
                "--format",
                "raw",
                "-o",
                copy)
            .ok();

    assertThat(harmed.out())
        .isEqualToIgnoringNewLines(
            "random bytes: 248 objects harmed, 1,736 bytes, 0 pointers changed;"
                + " 0 objects had less to change");
    assertThat(folder.resolve("harmed.truth.jsonl")).hasSameTextualContentAs(TRUTH);
    try (MemoryImage before = MemoryImages.open(DUMP);
        MemoryImage after = MemoryImages.open(copy)) {
      for (LabelledObject object : TruthFile.read(TRUTH)) {
        boolean meant =
            object.state() == ObjectState.LIVE
                && List.of("cred", "task_struct").contains(object.type());
        assertThat(differences(before, after, object)).isEqualTo(meant ? 7 : 0);
      }
    }
  }

  private static long differences(MemoryImage before, MemoryImage after, LabelledObject object) {
    byte[] then = new byte[object.size()];
    byte[] now = new byte[object.size()];
    before.read(object.physicalAddress(), then, 0, then.length);
    after.read(object.physicalAddress(), now, 0, now.length);
    return IntStream.range(0, then.length).filter(i -> then[i] != now[i]).count();
  }

  @Test
  void theTruthOfAnotherDumpLeavesNothing() throws IOException {
    Samples samples = new Samples(folder);
    Path data = samples.data();
    Path copy = Files.createDirectory(folder.resolve("out")).resolve("harmed.lime");
    Path other = data.resolve("one.truth.jsonl");
    Run.of("lab", "attack", DUMP, "--zero-pointers", "1", "--truth", other, "-o", copy)
        .failed(DUMP.toString(), "not the truth of this dump", "deepmem label")
        .silent();
    Run.of("lab", "attack", DUMP, "--zero-pointers", "1", "--truth", DUMP, "-o", copy)
        .failed(DUMP.toString())
        .silent();
    Path tiny = samples.dump();
    Run.of(
            "lab",
            "attack",
            tiny,
            "--zero-pointers",
            "1",
            "--truth",
            other,
            "--types",
            "cred",
            "-o",
            copy)
        .failed("no object of type 'cred'; it has [task_struct]")
        .silent();
    assertThat(copy.getParent()).isEmptyDirectory();
    Run.of("lab", "attack", tiny, "--zero-pointers", "1", "--truth", other, "-o", copy).ok();
    assertThat(copy).exists();
  }
}
