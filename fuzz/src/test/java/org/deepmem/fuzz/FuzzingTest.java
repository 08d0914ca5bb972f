package org.deepmem.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Goes on fuzzing every target for a moment, from what was kept. A failure names the input.
@Tag("fuzz")
class FuzzingTest {
  /// Seconds a target; all of them take about a minute, and the starts of their JVMs another two.
  private static final int SECONDS = 2;

  private static final int MINUTES_TO_START = 5;

  @TempDir private Path folder;

  static Stream<String> targets() {
    return FuzzTargets.names();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothingNewIsFound(String target) throws Exception {
    assumeTrue(hasDriver(), "Jazzer has no driver for this system");
    Path place = FuzzModule.folder().resolve("target/fuzz").resolve(target);
    FuzzProcess process = new FuzzProcess(target, place);
    new Corpus(FuzzModule.folder(), target).unpack(FuzzTargets.of(target), process.corpus());
    Path output = folder.resolve("output");
    Process jazzer = process.fuzz(SECONDS).redirectOutput(output.toFile()).start();
    try {
      assertThat(jazzer.waitFor(MINUTES_TO_START, TimeUnit.MINUTES)).as("Jazzer ends").isTrue();
    } finally {
      jazzer.destroyForcibly();
    }
    assertThat(jazzer.exitValue())
        .as("%s broke; the input is in %s:%n%s", target, place, failure(output))
        .isZero();
  }

  /// A target that always fails, so that it is known that a failure would show.
  @Test
  void aBrokenPropertyIsFound() throws Exception {
    assumeTrue(hasDriver(), "Jazzer has no driver for this system");
    FuzzProcess process = new FuzzProcess(FuzzTargets.BROKEN, folder);
    Path output = folder.resolve("output");
    Process jazzer = process.fuzz(60).redirectOutput(output.toFile()).start();
    try {
      assertThat(jazzer.waitFor(MINUTES_TO_START, TimeUnit.MINUTES)).isTrue();
    } finally {
      jazzer.destroyForcibly();
    }
    assertThat(jazzer.exitValue()).isNotZero();
    assertThat(String.join("\n", failure(output))).contains("broken: an input has no 'b' first");
    try (Stream<Path> found = Files.list(folder)) {
      assertThat(found).anyMatch(file -> file.getFileName().toString().startsWith("crash-"));
    }
  }

  private static boolean hasDriver() {
    String os = System.getProperty("os.name", "");
    return os.startsWith("Linux") || os.startsWith("Mac");
  }

  /// The lines that tell what is wrong.
  private static List<String> failure(Path output) throws Exception {
    try (Stream<String> lines = Files.lines(output, java.nio.charset.StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> !line.startsWith("#") && !line.startsWith("INFO"))
          .limit(40)
          .toList();
    }
  }
}
