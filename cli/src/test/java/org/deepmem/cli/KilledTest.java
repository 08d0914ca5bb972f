package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `kill -9` at any moment: what is in its place is whole, and the next run goes as the first would
/// have, and leaves nothing of the killed ones behind.
///
/// `-Ddeepmem.kills=N` says how often each verb is killed; half of the time while it writes.
@Tag("slow")
class KilledTest {
  private static final int KILLS = Integer.getInteger("deepmem.kills", 1);
  private static final long SEED = Long.getLong("deepmem.seed", 7);

  @TempDir Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void graphs() throws IOException {
    data = folder.resolve("systems");
    LongVerb.makeGraphs(data);
  }

  @ParameterizedTest
  @EnumSource
  void whatAKilledRunLeavesIsWhole(LongVerb verb) throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    Random random = new Random(SEED * 100 + verb.name().hashCode());
    Duration whole = run(verb, out);
    List<Path> expected = Wholeness.files(out);
    empty(out);
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      killed += kill(verb, out, random.nextBoolean() ? Duration.ZERO : whole, random) ? 1 : 0;
      for (Path file : Wholeness.files(out)) {
        if (!file.getFileName().toString().endsWith(".part")) {
          Wholeness.check(file);
        }
      }
      if (i % 3 == 2) {
        empty(out);
      }
    }
    System.out.printf(
        "%s: killed %d of %d times, a run takes %.1f s%n",
        verb, killed, KILLS, whole.toMillis() * 1e-3);

    run(verb, out);

    assertThat(Wholeness.files(out)).as("as after a first run").isEqualTo(expected);
    for (Path file : expected) {
      Wholeness.check(file);
    }
    assertThat(expected).hasSizeGreaterThanOrEqualTo(verb.files());
  }

  private Process start(LongVerb verb, Path out) throws IOException {
    ProcessBuilder builder = Program.command(verb.arguments(out, data));
    builder.environment().put("JDK_JAVA_OPTIONS", "--add-modules=jdk.incubator.vector");
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  private Duration run(LongVerb verb, Path out) throws Exception {
    long began = System.nanoTime();
    int status = start(verb, out).waitFor();
    assertThat(status).as(Files.readString(folder.resolve("log"))).isZero();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// Kills a run at any moment of this time, or, where it is zero, soon after it began to write.
  ///
  /// @return whether it was in time
  private boolean kill(LongVerb verb, Path out, Duration time, Random random) throws Exception {
    Process process = start(verb, out);
    if (time.isZero()) {
      while (process.isAlive() && Wholeness.files(out).stream().noneMatch(KilledTest::isPart)) {
        Thread.sleep(1);
      }
      process.waitFor(random.nextLong(20), TimeUnit.MILLISECONDS);
    } else {
      process.waitFor(random.nextLong(time.toMillis()), TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    return process.waitFor() == 128 + 9;
  }

  private static boolean isPart(Path file) {
    return file.getFileName().toString().endsWith(".part");
  }

  private static void empty(Path folder) throws IOException {
    for (Path file : Wholeness.files(folder)) {
      Files.delete(file);
    }
  }
}
