package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.Dump;
import org.deepmem.ModelEvaluation;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.evaluation.TypeResult;
import org.deepmem.files.Sha256;
import org.deepmem.image.ImageFormat;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Tool;
import org.deepmem.lab.guest.Workload;
import org.deepmem.lab.image.FilterAgreement;
import org.deepmem.lab.qemu.DumpFormat;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.TruthFile;
import org.deepmem.model.ModelFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Boots real guests: the whole of the lab against QEMU and a Debian kernel.
@Tag("guest")
final class GuestCaptureTest {
  @TempDir private Path output;
  @TempDir private Path scratch;

  @BeforeAll
  static void toolsAreThere() {
    assumeTrue(Tool.QEMU.find().isPresent(), "skipped: apt-get install qemu-system-x86");
  }

  @Test
  void capturesAGuestTogetherWithWhatItSaysOfItself() throws Exception {
    List<CapturedDump> dumps =
        Capture.run(
            CapturePlan.of(GuestKernel.name(), output)
                .dumps(2, 2)
                .seed(2)
                .machine(new IntRange(128, 128), new IntRange(2, 2))
                .kernelArguments("slab_nomerge")
                .workload(Workload.MIXED)
                .timeout(Duration.ofSeconds(180))
                .build(),
            CaptureListener.SILENT);

    assertThat(dumps).hasSize(2);
    for (CapturedDump dump : dumps) {
      try (MemoryImage image = MemoryImages.open(dump.dump())) {
        assertThat(image.format()).isEqualTo(ImageFormat.ELF_CORE);
        assertThat(image.presentBytes()).isBetween(126L << 20, 129L << 20);
      }
      assertThat(dump.manifest()).isEqualTo(Manifest.read(dump.manifestFile()));
      assertThat(dump.manifest().sha256()).isEqualTo(Sha256.of(dump.dump()));
      Manifest.Boot boot = Objects.requireNonNull(dump.manifest().boot());
      assertThat(boot.settled()).isTrue();
      assertThat(boot.threads()).isBetween(100L, 600L);
      assertThat(comms(dump)).contains("kthreadd", "kswapd0", "agent", "init");
      GuestAgreement.check(dump.dump(), dump.guest());
      assertThat(dump.guest().resolve("net.unix")).isNotEmptyFile();
    }
    assertThat(comms(dumps.get(0))).isNotEqualTo(comms(dumps.get(1)));
    FilterAgreement.check(dumps.getFirst().dump(), scratch);
    try (var left = Files.list(output)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."))
          .hasSize(6);
    }
  }

  /// What the guest's processes did meanwhile is seen from outside, in the paused dumps.
  @Test
  void aLiveDumpIsOfManyMomentsAndStillScanned() throws Exception {
    List<CapturedDump> dumps =
        Capture.run(
            CapturePlan.of(GuestKernel.name(), output)
                .seed(3)
                .machine(new IntRange(128, 128), new IntRange(2, 2))
                .kernelArguments("slab_nomerge")
                .workload(Workload.MIXED)
                .live(new LivePlan(24, false))
                .timeout(Duration.ofSeconds(240))
                .build(),
            CaptureListener.SILENT);

    CapturedDump dump = dumps.getFirst();
    Manifest.Live live = Objects.requireNonNull(dump.manifest().live());
    assertThat(live.milliseconds()).isGreaterThan(128_000 / 24 * 9 / 10);
    assertThat(live.processesMade()).isGreaterThan(20);
    assertThat(live.smear().pages()).isBetween(126L << 8, 128L << 8);
    assertThat(live.smear().differFromBefore()).isGreaterThan(200);
    assertThat(live.smear().differFromAfter()).isGreaterThan(200);
    assertThat(live.smear().ofNeither()).isGreaterThan(20);
    String stem = dump.dump().toString().replaceFirst("\\.lime$", "");
    List<LabelledObject> truth = TruthFile.read(Path.of(stem + ".truth.jsonl"));
    assertThat(truth.stream().map(object -> object.source().split(":", -1)[0]))
        .contains("before", "after", "both"); // whether a slot was freed and taken again is luck
    Evaluation evaluation;
    try (Dump open = Dump.open(dump.dump())) {
      assertThat(open.image().format()).isEqualTo(ImageFormat.LIME);
      evaluation =
          ModelEvaluation.of(
              ModelFile.read(BundledDump.MODEL),
              List.of(new GraphTruth("live", open.graph(), truth)));
    }
    for (TypeResult type : evaluation.types()) {
      if (type.objects() >= 20) {
        assertThat(type.recall()).as("recall of %s", type.type()).isGreaterThan(0.95);
        assertThat(type.precision()).as("precision of %s", type.type()).isGreaterThan(0.95);
      }
    }
    try (var left = Files.list(output)) {
      assertThat(left.map(Path::toString))
          .containsExactlyInAnyOrder(
              stem + ".lime", stem + ".truth.jsonl", stem + ".manifest.json", stem + ".guest");
    }
  }

  @Test
  void aGuestThatHangsIsStoppedAndItsConsoleQuoted() {
    CapturePlan plan =
        CapturePlan.of(GuestKernel.name(), output)
            .machine(new IntRange(128, 128), new IntRange(1, 1))
            .kernelArguments("rdinit=/bin/sh") // waits for somebody to type
            .timeout(Duration.ofSeconds(20))
            .build();

    assertThatThrownBy(() -> Capture.run(plan, CaptureListener.SILENT))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("within 20 s")
        .hasMessageContaining("can't access tty")
        .message()
        .doesNotContain("\n");
    assertThat(output).isEmptyDirectory();
  }

  /// A machine that is paused before its first instruction needs no system in it.
  @Test
  void attachesToAMachineThatRunsAlready() throws Exception {
    Path folder = Files.createTempDirectory("vm");
    Path socket = folder.resolve("q");
    Process machine =
        new ProcessBuilder(
                Tool.QEMU.path().toString(),
                "-accel",
                "tcg",
                "-nodefaults",
                "-vga",
                "none",
                "-display",
                "none",
                "-S",
                "-m",
                "16",
                "-qmp",
                "unix:" + socket + ",server=on,wait=off")
            .inheritIO()
            .start();
    try {
      for (int tries = 0; !Files.exists(socket) && tries < 200; tries++) {
        Thread.sleep(50);
      }
      CapturedDump raw = AttachedCapture.run(socket, DumpFormat.RAW, output, "live");
      assertThat(Files.size(raw.dump())).isEqualTo(16 << 20);
      assertThat(raw.manifest().memoryMebibytes()).isEqualTo(16);
      assertThat(raw.manifest().boot()).isNull();
      assertThatThrownBy(() -> AttachedCapture.run(socket, DumpFormat.RAW, output, "live"))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("is there already");
      assertThat(machine.isAlive()).isTrue();
    } finally {
      machine.destroyForcibly().waitFor();
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }

  private static Set<String> comms(CapturedDump dump) throws IOException {
    return Files.readAllLines(dump.guest().resolve("threads")).stream()
        .map(line -> line.split("\t", -1)[2])
        .collect(Collectors.toSet());
  }
}
