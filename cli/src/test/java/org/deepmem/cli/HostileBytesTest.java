package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deepmem.kernel.linux.TinyKernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small good files with bytes changed at random, by seed: every verb ends with a result or with
/// one line, never with an unexpected exception.
class HostileBytesTest {
  /// Values that headers and pointers break on.
  private static final int[] EVIL = {0, 1, 0x7f, 0x80, 0xff};

  @TempDir Path folder;
  private Samples samples = new Samples(Path.of(""));

  @BeforeEach
  void samples() {
    samples = new Samples(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void dumps(int seed) throws IOException {
    Path model = samples.model();
    for (Path file : new Path[] {samples.dump(), samples.kdump()}) {
      byte[] good = Files.readAllBytes(file);
      Random random = new Random(seed);
      for (int round = 0; round < 25; round++) {
        Files.write(file, changed(good, random, round % 2 == 0 ? 200 : good.length));
        survived(Run.of("info", file, "--model", model), seed, round);
        survived(Run.of("label", file, "-o", folder.resolve("out")), seed, round);
        survived(Run.of("scan", file, "--model", model), seed, round);
        Object task = "0x%x".formatted(TinyKernel.INIT_TASK);
        survived(Run.of("explain", file, task, "--model", model), seed, round);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void graphsAndTruth(int seed) throws IOException {
    Path model = samples.model();
    Path data = samples.data();
    Random random = new Random(seed);
    for (String name : new String[] {"one.graph", "two.truth.jsonl"}) {
      Path file = data.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int round = 0; round < 100; round++) {
        Files.write(file, changed(good, random, good.length));
        survived(Run.of("evaluate", "--data", data, "--model", model), seed, round);
      }
      Files.write(file, good);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void models(int seed) throws IOException {
    Path dump = samples.dump();
    Path model = samples.model();
    byte[] good = Files.readAllBytes(model);
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      Files.write(model, changed(good, random, round % 4 == 0 ? good.length : 1000));
      survived(Run.of("scan", dump, "--model", model), seed, round);
    }
  }

  /// A copy with a few bytes changed among the first.
  private static byte[] changed(byte[] good, Random random, int among) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(Math.min(among, bytes.length));
      bytes[at] =
          (byte) (random.nextBoolean() ? random.nextInt() : EVIL[random.nextInt(EVIL.length)]);
    }
    return bytes;
  }

  static void survived(Run run, int seed, int round) {
    assertThat(run.err())
        .as("seed %d, round %d: %s", seed, round, run.command())
        .doesNotContain("internal error");
    if (run.status() == 0) {
      assertThat(run.out()).isNotBlank();
    } else {
      run.failedInTheEnd(": ");
    }
  }
}
