package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lab attack` on the bundled dump.
class LabAttackTest {
  private static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");

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
}
