package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
        command("mount", "-t", "tmpfs", "-o", "size=16k", "none", disk.toString()) == 0,
        "only root may mount a small disk");
  }

  @AfterEach
  void unmount() throws Exception {
    if (Files.exists(disk)) {
      command("umount", disk.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskIsTold(LongVerb verb) throws IOException {
    Path full = Files.write(disk.resolve("full"), new byte[16384]);
    Run run = Run.of(verb.arguments(disk, data).toArray());
    run.failedInTheEnd(disk.toString(), "No space left on device", "make room");
    assertThat(files(disk)).containsExactly(full);
  }

  @ParameterizedTest
  @EnumSource
  void aDiskThatFillsIsTold(LongVerb verb) throws IOException {
    Run run = Run.of(verb.arguments(disk, data).toArray());
    run.failedInTheEnd(disk.toString(), "No space left on device", "make room");
    for (Path file : files(disk).toList()) {
      Wholeness.check(file); // of several small ones, the first may fit
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadOnlyDiskIsToldBeforeTheWorkBegins(LongVerb verb) throws Exception {
    assertThat(command("mount", "-o", "remount,ro", disk.toString())).isZero();
    Run run = Run.of(verb.arguments(disk, data).toArray());
    run.failed(disk.toString(), "another").silent();
    assertThat(files(disk)).isEmpty();
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  private static int command(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
