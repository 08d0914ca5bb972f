package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of `lab capture`: its machine dies with it, and what it leaves is whole or gone after
/// the next run. `-Ddeepmem.captures.killed=N` says how often.
@Tag("guest")
class KilledCaptureTest {
  private static final int KILLS = Integer.getInteger("deepmem.captures.killed", 1);

  @TempDir Path folder;

  @BeforeAll
  static void toolsAreThere() {
    for (Tool tool : List.of(Tool.QEMU, Tool.BUSYBOX, Tool.GCC, Tool.APT_GET, Tool.SETPRIV)) {
      assumeTrue(tool.find().isPresent(), "skipped: " + tool + " isn't installed");
    }
  }

  @Test
  void theMachineDiesAndTheNextRunIsWhole() throws Exception {
    Path out = folder.resolve("out");
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Process first = start(out, scratch);
    long began = System.nanoTime();
    assertThat(first.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
    long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    List<String> expected = names(out);
    Random random = new Random(11);
    for (int i = 0; i < KILLS; i++) {
      deleteAll(out);
      Process process = start(out, scratch);
      // The last part is the dump's, the rest the guest's boot and work.
      boolean inTime =
          !process.waitFor(whole * (5 + random.nextLong(95)) / 100, TimeUnit.MILLISECONDS);
      List<ProcessHandle> machines = process.descendants().toList();
      process.destroyForcibly().waitFor();
      for (ProcessHandle machine : machines) {
        machine.onExit().get(20, TimeUnit.SECONDS);
      }
      System.out.printf("capture killed: %s, with %d processes%n", inTime, machines.size());
      for (String name : names(out)) {
        if (name.endsWith(".manifest.json")) {
          Wholeness.check(out.resolve(name.replace(".manifest.json", ".elf")));
        }
      }
    }

    assertThat(start(out, scratch).waitFor()).isZero();

    assertThat(names(out)).isEqualTo(expected);
    assertThat(names(scratch)).as("scratch folders").isEmpty();
  }

  private Process start(Path out, Path scratch) throws IOException {
    String kernel =
        System.getenv().getOrDefault("DEEPMEM_GUEST_KERNEL", "linux-image-6.1.0-*-cloud-amd64");
    ProcessBuilder builder =
        Program.command(
            List.of(
                "lab",
                "capture",
                "--kernel=" + kernel,
                "--memory=128M",
                "--seed=3",
                "--output=" + out));
    builder.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + scratch);
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    for (String name : names(folder)) {
      if (!name.endsWith(".part")) {
        Scratch.delete(folder.resolve(name));
      }
    }
  }
}
