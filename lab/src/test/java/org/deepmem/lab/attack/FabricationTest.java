package org.deepmem.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.kernel.linux.LinuxObjects;
import org.deepmem.kernel.linux.ObjectTypes;
import org.deepmem.lab.BundledDump;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Entries of no process in the bundled dump's list of processes.
final class FabricationTest {
  private static final int PAGE = 4096;

  @ParameterizedTest
  @EnumSource
  void theListLeadsToAProcessWhereThereIsNone(Fabrication.Content content) throws Exception {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      List<Long> before = list(kernel);
      Fabrication.Fabricated made = new Fabrication(kernel, image).insert(content, 3);

      List<Long> after = list(kernel);
      assertThat(after.getLast()).isEqualTo(made.entry());
      assertThat(after.subList(0, before.size())).isEqualTo(before);
      assertThat(after).hasSize(before.size() + 1);
      LinuxObjects objects = new LinuxObjects(kernel, ObjectTypes.linux());
      assertThat(objects.listed("task_struct")).contains(made.object());
      assertThat(objects.find())
          .filteredOn(object -> object.type().equals("task_struct"))
          .extracting(KernelObject::address)
          .doesNotContain(made.object());
      byte[] page = kernel.memory().bytes(made.entry() & -PAGE, PAGE);
      int links = (int) (made.entry() & PAGE - 1);
      Arrays.fill(page, links, links + 16, (byte) (content == Fabrication.Content.TEXT ? 'x' : 0));
      assertThat(content.fills(page)).isTrue();
      assertThat(made.object() & -PAGE).isEqualTo(made.entry() & -PAGE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSeedDrawsThePlace(Fabrication.Content content) throws Exception {
    assertThat(made(content, 3)).isEqualTo(made(content, 3)).isNotEqualTo(made(content, 4));
  }

  private static Fabrication.Fabricated made(Fabrication.Content content, long seed)
      throws Exception {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      return new Fabrication(LinuxKernelFinder.find(image), image).insert(content, seed);
    }
  }

  private static List<Long> list(LinuxKernel kernel) {
    long head = kernel.symbol("init_task", "task_struct").address("tasks");
    return Arrays.stream(kernel.lists().list(head).entries()).boxed().toList();
  }
}
