package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every long verb with its output on a disk that is full, or that takes nothing: told in one line,
/// and nothing half-written stays.
@Tag("slow")
class FullDiskTest {
  @TempDir Path folder;
  private Path data = Path.of("");
  private Path disk = Path.of("");

  @BeforeEach
  void mount() throws Exception {
    data = folder.resolve("systems");
    LongVerb.makeGraphs(data);
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        Program.status("mount", "-t", "tmpfs", "-o", "size=16k", "none", disk.toString()) == 0,
        "only root may mount a small disk");
  }

  @AfterEach
  void unmount() throws Exception {
    if (Files.exists(disk)) {
      Program.status("umount", disk.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskIsTold(LongVerb verb) throws IOException {
    Path full = Files.write(disk.resolve("full"), new byte[16384]);
    Run run = Run.of(verb.arguments(disk, data).toArray());
    run.failedInTheEnd(disk.toString(), "No space left on device", "make room");
    assertThat(Wholeness.files(disk)).containsExactly(full);
  }

  @ParameterizedTest
  @EnumSource
  void aDiskThatFillsIsTold(LongVerb verb) throws IOException {
    Run run = Run.of(verb.arguments(disk, data).toArray());
    run.failedInTheEnd(disk.toString(), "No space left on device", "make room");
    for (Path file : Wholeness.files(disk)) {
      Wholeness.check(file); // of several small ones, the first may fit
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadOnlyDiskIsToldBeforeTheWorkBegins(LongVerb verb) throws Exception {
    assertThat(Program.status("mount", "-o", "remount,ro", disk.toString())).isZero();
    Run run = Run.of(verb.arguments(disk, data).toArray());
    run.failed(disk.toString(), "another").silent();
    assertThat(Wholeness.files(disk)).isEmpty();
  }
}
