package org.deepmem.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  /// Minutes that a run may take on a machine that has much else to do.
  private static final int MINUTES = 8;

  private static final Map<String, Future<List<String>>> RUNS = new HashMap<>();
  private static final ExecutorService WORKERS =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  @TempDir private Path folder;

  static Stream<String> targets() {
    return FuzzTargets.names();
  }

  /// Starts all, as many at once as there are processors: most of a run's time is its JVM's start.
  @BeforeAll
  static void start() {
    targets().forEach(target -> RUNS.put(target, WORKERS.submit(() -> fuzz(target))));
  }

  @AfterAll
  static void end() {
    WORKERS.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothingNewIsFound(String target) throws Exception {
    assumeTrue(hasDriver(), "Jazzer has no driver for this system");
    Future<List<String>> run = Objects.requireNonNull(RUNS.get(target));
    assertThat(run.get()).as("%s broke; the paths of its inputs are below", target).isEmpty();
  }

  /// What is wrong, and where the input is; empty where nothing was found.
  private static List<String> fuzz(String target) throws Exception {
    if (!hasDriver()) {
      return List.of();
    }
    Path place = FuzzModule.folder().resolve("target/fuzz").resolve(target);
    FuzzProcess process = new FuzzProcess(target, place);
    new Corpus(FuzzModule.folder(), target).unpack(FuzzTargets.of(target), process.corpus());
    Path output = place.resolve("output.txt");
    int status = run(process.fuzz(SECONDS), output);
    return status == 0 ? List.of() : failure(output);
  }

  private static int run(ProcessBuilder builder, Path output) throws Exception {
    Process jazzer = builder.redirectOutput(output.toFile()).start();
    try {
      assertThat(jazzer.waitFor(MINUTES, TimeUnit.MINUTES)).as("Jazzer ends").isTrue();
      return jazzer.exitValue();
    } finally {
      jazzer.destroyForcibly();
    }
  }

  /// A target that always fails, so that it is known that a failure would show.
  @Test
  void aBrokenPropertyIsFound() throws Exception {
    assumeTrue(hasDriver(), "Jazzer has no driver for this system");
    FuzzProcess process = new FuzzProcess(FuzzTargets.BROKEN, folder);
    Path output = folder.resolve("output");
    assertThat(run(process.fuzz(60), output)).isNotZero();
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
