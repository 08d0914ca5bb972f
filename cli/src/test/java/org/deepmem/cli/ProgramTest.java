package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deepmem.files.AsideFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process of its own: Ctrl-C, and an output that takes nothing.
class ProgramTest {
  @TempDir Path folder;

  @Test
  void anInterruptedTrainingLeavesNothing() throws Exception {
    Path data = new Samples(folder).data();
    Path models = Files.createDirectory(folder.resolve("models"));
    Path model = models.resolve("new.model");
    List<String> train =
        List.of(
            DeepMemCommand.class.getName(),
            "train",
            "--data=" + data,
            "--output=" + model,
            "--steps=1000000",
            "--checkpoint=" + folder.resolve("models/new.checkpoint"));

    interruptAfter("training on", train);

    assertThat(model).doesNotExist();
    assertThat(models).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFileBeingWrittenIsDeletedByCtrlC() throws Exception {
    Path result = folder.resolve("result");

    interruptAfter("half written", List.of(HalfWritten.class.getName(), result.toString()));

    assertThat(folder).isEmptyDirectory();
  }

  /// Writes half a file, and waits.
  static final class HalfWritten {
    private HalfWritten() {}

    public static void main(String[] arguments) throws Exception {
      AsideFile.write(
          Path.of(arguments[0]),
          aside -> {
            Files.writeString(aside, "half");
            try (Stream<Path> files = Files.list(aside.getParent())) {
              System.err.println("half written " + files.count());
            }
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          });
    }
  }

  @Test
  void anOutputThatTakesNothingIsAFailure() throws Exception {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "there is no /dev/full here");
    Path dump = new Samples(folder).dump();
    Process process =
        Program.command(List.of("info", dump.toString())).redirectOutput(full).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(err).contains("deepmem: standard output: can't be written").hasLineCount(1);
  }

  /// Starts a program, waits for a line of its standard error, and does as Ctrl-C does.
  private static void interruptAfter(String line, List<String> program) throws Exception {
    Process process = Program.java(program).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader err = process.errorReader()) {
      String next = err.readLine();
      while (next != null && !next.startsWith(line)) {
        lines.add(next);
        next = err.readLine();
      }
      assertThat(next).as("after %s", lines).isNotNull();
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(err.lines()).as("nothing more is said").noneMatch(l -> l.startsWith("deepmem:"));
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(130);
  }
}
