package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deepmem.graph.GraphBuilder;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.image.ImageNotes;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelObject;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.symbols.Btf;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarrowKernelTest {
  @TempDir private Path folder;

  private static LinuxPlace place(NarrowKernel kernel) {
    return new LinuxPlaces(kernel.image).find().orElseThrow();
  }

  @Test
  void isFoundByVmcoreInfo() {
    LinuxPlace place = place(new NarrowKernel(true));

    assertThat(place.family()).isEqualTo("linux-x86");
    assertThat(place.release()).contains(NarrowKernel.RELEASE);
    assertThat(place.source()).contains("VMCOREINFO at physical 0x3000");
    assertThat(place.space().levels()).isEqualTo(3);
    assertIsTheDirectMap(place);
  }

  @Test
  void isFoundByTheTableOfAProcessWhoseUserMemoryIsLeftOut() {
    NarrowKernel kernel = new NarrowKernel(false);
    kernel.image.notes(new ImageNotes(List.of(NarrowKernel.PROCESS_ROOT), Optional.empty()));
    LinuxPlace place = place(kernel);

    assertThat(place.source()).isEqualTo("CR3 0x1460 of a CPU");
    assertThat(place.space().root()).isEqualTo(NarrowKernel.PROCESS_ROOT);
    assertThat(place.space().physical(NarrowKernel.USER)).as("user memory").isEqualTo(0x5000);
    assertIsTheDirectMap(place);
  }

  @Test
  void isFoundBySearch() {
    LinuxPlace place = place(new NarrowKernel(false));

    assertThat(place.source()).isEqualTo("page table found at physical 0x2500000");
    assertIsTheDirectMap(place);
  }

  private static void assertIsTheDirectMap(LinuxPlace place) {
    assertThat(place.space().kernelStart()).isEqualTo(NarrowKernel.PAGE_OFFSET);
    assertThat(place.space().kernelRuns())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.virtualAddress()).isEqualTo(NarrowKernel.PAGE_OFFSET);
              assertThat(run.physicalAddress()).isZero();
              assertThat(run.length()).isEqualTo(NarrowKernel.MEMORY);
            });
  }

  @Test
  void itsGraphHasWordsOf4Bytes() {
    LinuxPlace place = place(new NarrowKernel(true));
    CanonicalPages pages = CanonicalPages.of(place.space());
    MemoryGraph graph = GraphBuilder.build(place.space(), pages, Map.of());

    assertThat(pages.directMapDelta()).hasValue(NarrowKernel.PAGE_OFFSET);
    assertThat(graph.wordSize()).isEqualTo(4);
    // Between the two links of init's list_head and the pointers of the next slots lie its name and
    // what is free; the link before the name is 12 bytes into the slot.
    int node = graph.firstFrom(NarrowKernel.SLAB);
    assertThat(graph.addresses()[node]).isEqualTo(NarrowKernel.SLAB + 12);
    assertThat(new String(graph.content(), node * graph.contentWidth(), 5)).isEqualTo("init\0");
  }

  @Test
  void itsObjectsAreKnownByFilesOfItsDebugPackage() throws Exception {
    SymbolFiles files = NarrowKernel.symbolFiles(folder);
    for (boolean withVmcoreInfo : List.of(true, false)) {
      LinuxKernel kernel = place(new NarrowKernel(withVmcoreInfo)).kernel(files);

      assertThat(kernel.release()).isEqualTo(NarrowKernel.RELEASE);
      assertThat(kernel.kaslrOffset()).isEqualTo(NarrowKernel.KASLR);
      assertThat(kernel.directMapBase()).isEqualTo(NarrowKernel.PAGE_OFFSET);
      assertThat(kernel.symbols().require("init_task")).isEqualTo(NarrowKernel.INIT_TASK);
      LinuxObjects objects = new LinuxObjects(kernel, ObjectTypes.linux());
      assertThat(objects.caches()).singleElement().extracting(SlabCache::allocated).isEqualTo(2L);
      assertThat(objects.find())
          .filteredOn(KernelObject::live)
          .extracting(KernelObject::address)
          .containsExactly(NarrowKernel.SLAB, NarrowKernel.SLAB + 3 * 64, NarrowKernel.INIT_TASK);
      assertThat(objects.warnings()).isEmpty();
      assertThat(new LinuxNames(kernel).of("task_struct", NarrowKernel.SLAB + 3 * 64))
          .containsEntry("pid", "2")
          .containsEntry("comm", "kthreadd");
    }
  }

  @Test
  void withoutFilesOneLineSaysWhatToGive() {
    assertThatThrownBy(() -> place(new NarrowKernel(true)).kernel(SymbolFiles.NONE))
        .isInstanceOf(KernelNotFoundException.class)
        .hasMessageContaining("functions only")
        .hasMessageContaining("--symbols System.map or vmlinux")
        .hasMessageContaining("detached BTF")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void itsPointersAreAsLongAsItsLong() throws Exception {
    Btf btf = Btf.parse("kernel.btf", NarrowKernel.types());

    assertThat(btf.requireMember("kmem_cache", "node").size()).isEqualTo(4);
    assertThat(btf.requireMember("list_head", "prev").size()).isEqualTo(4);
  }
}
