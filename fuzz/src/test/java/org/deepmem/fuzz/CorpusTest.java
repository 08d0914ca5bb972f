package org.deepmem.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every target on its seeds and on all inputs that were kept, without Jazzer: what was found
/// once isn't back.
class CorpusTest {
  /// Far more than any input takes, for a machine that has much else to do.
  private static final Duration SLOWEST = Duration.ofSeconds(60);

  /// All corpora together.
  private static final long MOST_BYTES = 2 << 20;

  @TempDir private Path folder;

  static Stream<String> targets() {
    return FuzzTargets.names();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void keptInputsAreRefusedOrRead(String name) throws Exception {
    FuzzTarget target = FuzzTargets.of(name);
    int number = 0;
    for (byte[] seed : target.seeds()) {
      run(target, "seed " + number++, seed);
    }
    for (Map.Entry<String, byte[]> input :
        new Corpus(FuzzModule.folder(), name).inputs().entrySet()) {
      run(target, input.getKey(), input.getValue());
    }
  }

  private static void run(FuzzTarget target, String name, byte[] input) {
    assertTimeoutPreemptively(
        SLOWEST,
        () ->
            assertThatCode(() -> MeasuredRun.of(target, input))
                .as(name)
                .doesNotThrowAnyException());
  }

  @Test
  void everyCorpusIsATargets() throws IOException {
    Path corpora = FuzzModule.folder().resolve("corpus");
    long bytes = 0;
    try (Stream<Path> files = Files.list(corpora)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".zip", "");
        assertThat(targets()).contains(name);
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @Test
  void aCorpusKeepsItsBugsAndIsWrittenTheSame() throws IOException {
    Corpus corpus = new Corpus(folder, "pdb-id");
    corpus.addBug("old", new byte[] {1});
    Path chosen = Files.createDirectory(folder.resolve("chosen"));
    Files.write(chosen.resolve("a"), new byte[] {2});
    corpus.replaceSeen(chosen);
    byte[] zip = Files.readAllBytes(folder.resolve("corpus/pdb-id.zip"));
    corpus.replaceSeen(chosen);

    assertThat(corpus.inputs()).hasSize(2).containsKey(Corpus.BUG + "old");
    assertThat(Files.readAllBytes(folder.resolve("corpus/pdb-id.zip"))).isEqualTo(zip);
  }
}
