package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.kernel.linux.LinuxObjects;
import org.deepmem.kernel.linux.ObjectTypes;
import org.deepmem.lab.Tool;
import org.deepmem.lab.guest.HideKind;
import org.deepmem.lab.guest.HidingModule;
import org.deepmem.lab.guest.Workload;
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
      assertThat(objects.listed("module")).isNotEmpty().doesNotContain(module.virtualAddress());
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
    }
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
