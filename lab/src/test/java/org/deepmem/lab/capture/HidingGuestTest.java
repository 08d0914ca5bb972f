package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.Dump;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Detection;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.View;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.kernel.linux.LinuxObjects;
import org.deepmem.kernel.linux.ObjectTypes;
import org.deepmem.lab.Tool;
import org.deepmem.lab.guest.HideKind;
import org.deepmem.lab.guest.HidingModule;
import org.deepmem.lab.guest.Workload;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.deepmem.paging.AbsentMemoryException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A guest that hides a process and a kernel module from itself. Where they are is told by the
/// module, from inside the running kernel.
@Tag("guest")
final class HidingGuestTest {
  @TempDir private Path output;

  @BeforeAll
  static void toolsAreThere() {
    assumeTrue(Tool.QEMU.find().isPresent(), "skipped: apt-get install qemu-system-x86");
    assumeTrue(
        HidingModule.TOOLS.stream().allMatch(tool -> tool.find().isPresent()),
        "skipped: apt-get install make gcc libc6-dev libelf1");
  }

  @Test
  void aHiddenProcessAndModuleAreInNoListAndWholeInMemory() throws Exception {
    CapturedDump dump =
        Capture.run(
                CapturePlan.of(GuestKernel.name(), output)
                    .seed(5)
                    .machine(new IntRange(128, 128), new IntRange(2, 2))
                    .workload(Workload.FORK)
                    .hide(List.of(HideKind.MODULE, HideKind.PROCESS))
                    .timeout(Duration.ofSeconds(180))
                    .build(),
                CaptureListener.SILENT)
            .getFirst();

    assertThat(dump.dump().getFileName().toString()).contains("-hiding-fork-s5-");
    Manifest manifest = Manifest.read(dump.manifestFile());
    assertThat(manifest).isEqualTo(dump.manifest());
    List<HiddenObject> hidden = Objects.requireNonNull(manifest.hidden());
    List<HiddenObject> tasks = ofType(hidden, "task_struct");
    HiddenObject module = ofType(hidden, "module").getFirst();
    assertThat(tasks).hasSizeBetween(2, 4);
    assertThat(module.name()).isEqualTo("hider");
    theGuestDoesNotSeeThem(dump.guest(), tasks);
    try (Dump open = Dump.open(dump.dump())) {
      LinuxKernel kernel = LinuxKernelFinder.find(open.image());
      LinuxObjects objects = new LinuxObjects(kernel, ObjectTypes.linux());
      assertThat(objects.listed("task_struct")).hasSizeGreaterThan(50);
      assertThat(objects.listed("task_struct")).doesNotContainAnyElementsOf(addresses(tasks));
      // The tree by which the kernel tells whose an address is has it still.
      assertThat(kernel.views().seen())
          .filteredOn(seen -> seen.type().equals("module"))
          .hasSizeGreaterThan(1)
          .filteredOn(seen -> seen.address() == module.virtualAddress())
          .extracting(KernelViews.Seen::views)
          .containsExactly(Set.of(View.REFERENCES));
      assertThat(objects.find())
          .filteredOn(object -> object.type().equals("task_struct"))
          .filteredOn(object -> object.live() && object.source().equals("slab"))
          .extracting(KernelObject::address)
          .containsAll(addresses(tasks));
      for (HiddenObject task : tasks) {
        isWhole(kernel.structure("task_struct", task.virtualAddress()), task, tasks.getFirst());
      }
      Structure there = kernel.structure("module", module.virtualAddress());
      assertThat(there.string("name")).isEqualTo("hider");
      assertThat(there.unsigned("state")).isZero(); // MODULE_STATE_LIVE
      assertThat(there.unsigned("mkobj.kobj.state_in_sysfs")).isZero();
      aScanTellsThem(open, kernel, tasks, module);
    }
  }

  /// All of them and no other task or module; what else is hidden is reached through these tasks
  /// alone.
  private static void aScanTellsThem(
      Dump dump, LinuxKernel kernel, List<HiddenObject> tasks, HiddenObject module)
      throws IOException {
    GnnModel model = ModelFile.read(Path.of("..", "models", "linux-x64.model"));
    Detection found = new ObjectDetector(model).detect(dump.graph(model.cut()));
    List<FoundObject> all = dump.crossViewed(found, kernel, kernel.views(), false);
    assertThat(all).noneMatch(object -> isA(object, Finding.FABRICATED));
    List<FoundObject> hidden = all.stream().filter(o -> isA(o, Finding.HIDDEN)).toList();
    assertThat(hidden).allMatch(FoundObject::detected);
    assertThat(addresses(hidden, "task_struct"))
        .containsExactlyInAnyOrderElementsOf(addresses(tasks));
    assertThat(addresses(hidden, "module")).containsExactly(module.virtualAddress());
    assertThat(hidden)
        .extracting(object -> object.object().type())
        .containsOnly(
            "task_struct",
            "module",
            "mm_struct",
            "vm_area_struct",
            "files_struct",
            "signal_struct");
  }

  private static boolean isA(FoundObject object, Finding finding) {
    return object.finding().equals(Optional.of(finding));
  }

  private static List<Long> addresses(List<FoundObject> objects, String type) {
    return objects.stream()
        .map(FoundObject::object)
        .filter(object -> object.type().equals(type))
        .map(DetectedObject::virtualAddress)
        .toList();
  }

  private static void theGuestDoesNotSeeThem(Path guest, List<HiddenObject> tasks)
      throws IOException {
    assertThat(guest.resolve("hidden.seen"))
        .hasContent("process\tunseen\tanswers\nmodule\tunseen\tanswers\n");
    assertThat(guest.resolve("modules")).content().doesNotContain("hider");
    assertThat(Files.readAllLines(guest.resolve("sys.module")))
        .contains("kernel")
        .doesNotContain("hider");
    Set<String> hidden =
        tasks.stream().map(task -> Long.toString(task.number())).collect(Collectors.toSet());
    for (String file : List.of("processes", "threads", "files")) {
      assertThat(Files.readAllLines(guest.resolve(file)))
          .isNotEmpty()
          .noneMatch(line -> hidden.contains(line.split("\t", -1)[file.equals("threads") ? 1 : 0]));
    }
  }

  private static void isWhole(Structure task, HiddenObject told, HiddenObject process)
      throws AbsentMemoryException {
    assertThat(task.unsigned("pid")).isEqualTo(told.number());
    assertThat(task.string("comm")).isEqualTo(told.name());
    assertThat(task.unsigned("tgid")).isEqualTo(process.number());
    assertThat(task.pointer("group_leader")).isEqualTo(process.virtualAddress());
    Structure space = task.follow("mm").orElseThrow();
    assertThat(space.unsigned("mm_users")).isGreaterThanOrEqualTo(1);
    assertThat(task.follow("files")).isPresent();
  }

  private static List<HiddenObject> ofType(List<HiddenObject> objects, String type) {
    return objects.stream().filter(object -> object.type().equals(type)).toList();
  }

  private static List<Long> addresses(List<HiddenObject> objects) {
    return objects.stream().map(HiddenObject::virtualAddress).toList();
  }
}
