package org.deepmem.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deepmem.Dump;
import org.deepmem.detection.DetectedObject;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.View;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.kernel.linux.LinuxObjects;
import org.deepmem.kernel.linux.ObjectTypes;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.LabException;
import org.deepmem.lab.image.LimeImageWriter;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process of the bundled dump is hidden in a copy.
@Tag("slow")
final class TaskUnlinkTest {
  /// Has four threads beside its first.
  private static final String PROCESS = "97";

  @TempDir private Path folder;
  private Path copy = Path.of("");
  private TaskUnlink.Hidden hidden = new TaskUnlink.Hidden(0, 0, "", List.of(), 0);

  @BeforeEach
  void hide() throws Exception {
    copy = folder.resolve("hidden.lime");
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      hidden = new TaskUnlink(LinuxKernelFinder.find(image), image).hide(PROCESS);
      new LimeImageWriter(PageFilter.ALL).write(image, copy);
    }
  }

  @Test
  void theKernelsListsNoLongerLeadToItsThreadsAndToAllOthers() throws Exception {
    assertThat(hidden.threads()).hasSize(5).contains(hidden.task());
    Set<Long> before = listed(BundledDump.DUMP);
    Set<Long> after = listed(copy);
    assertThat(before).containsAll(hidden.threads());
    before.removeAll(hidden.threads());
    assertThat(after).isEqualTo(before);
  }

  private static Set<Long> listed(Path file) throws Exception {
    try (Dump dump = Dump.open(file)) {
      return new HashSet<>(
          new LinuxObjects(LinuxKernelFinder.find(dump.image()), ObjectTypes.linux())
              .listed("task_struct"));
    }
  }

  /// The list of processes is walked here, apart from the walkers that tell of either view.
  @Test
  void oneViewCanBeLeftAlone() throws Exception {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      new TaskUnlink(kernel, image, Set.of(View.LISTS)).hide(PROCESS);
      assertThat(processes(kernel)).isNotEmpty().doesNotContain(hidden.task());
      assertThat(new LinuxObjects(kernel, ObjectTypes.linux()).listed("task_struct"))
          .containsAll(hidden.threads());
    }
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      TaskUnlink.Hidden found = new TaskUnlink(kernel, image, Set.of(View.TABLES)).hide(PROCESS);
      assertThat(found.links()).isEqualTo(5 + 3); // each thread's PID; TGID, group and session
      assertThat(processes(kernel)).contains(hidden.task());
      for (long thread : hidden.threads()) {
        Structure task = kernel.structure("task_struct", thread);
        assertThat(task.bytes("pid_links")).containsOnly(0);
      }
    }
  }

  private static Set<Long> processes(LinuxKernel kernel) throws Exception {
    Set<Long> processes = new HashSet<>();
    int tasks = kernel.structures().type("task_struct").member("tasks").offset();
    long head = kernel.symbols().require("init_task") + tasks;
    for (long entry : kernel.lists().list(head).entries()) {
      processes.add(entry - tasks);
    }
    return processes;
  }

  @Test
  void itsTasksAreStillWhereTheyWere() throws Exception {
    try (Dump dump = Dump.open(copy)) {
      List<KernelObject> objects =
          new LinuxObjects(LinuxKernelFinder.find(dump.image()), ObjectTypes.linux()).find();
      assertThat(objects.stream().filter(object -> object.type().equals("task_struct")))
          .filteredOn(object -> object.live() && object.source().equals("slab"))
          .extracting(KernelObject::address)
          .containsAll(hidden.threads());
    }
  }

  @Test
  void aScanStillFindsThem() throws Exception {
    GnnModel model = ModelFile.read(BundledDump.MODEL);
    try (Dump dump = Dump.open(copy)) {
      assertThat(dump.objects(model, Optional.empty()))
          .filteredOn(object -> object.type().equals("task_struct"))
          .extracting(DetectedObject::virtualAddress)
          .containsAll(hidden.threads());
    }
  }

  @Test
  void whatCantBeHiddenIsNamed() throws Exception {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(copy))) {
      TaskUnlink attack = new TaskUnlink(LinuxKernelFinder.find(image), image);
      assertThatThrownBy(() -> attack.hide(PROCESS))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("no process 97");
      assertThatThrownBy(() -> attack.hide("probe"))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("10 processes are called probe")
          .hasMessageContaining("give the number");
    }
  }

  @Test
  void ofAllProcessesOnlyTheIdleTaskIsStillListed() throws Exception {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      List<TaskUnlink.Hidden> all = new TaskUnlink(kernel, image).hideAll(1, 1);
      assertThat(all.stream().mapToInt(process -> process.threads().size()).sum())
          .isEqualTo(listed(BundledDump.DUMP).size() - 1);
      assertThat(new LinuxObjects(kernel, ObjectTypes.linux()).listed("task_struct"))
          .containsOnly(kernel.symbols().require("init_task"));
    }
  }

  @Test
  void aShareOfTheProcessesIsHidden() throws Exception {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      List<TaskUnlink.Hidden> some = new TaskUnlink(kernel, image).hideAll(0.5, 1);
      Set<Long> before = listed(BundledDump.DUMP);
      some.forEach(process -> process.threads().forEach(before::remove));
      assertThat(new LinuxObjects(kernel, ObjectTypes.linux()).listed("task_struct"))
          .containsExactlyInAnyOrderElementsOf(before);
      assertThat(some.size()).isBetween(20, 90);
    }
  }
}
