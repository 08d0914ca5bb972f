package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.deepmem.image.SparseImage;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.Structure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxKernelFinderTest {
  @ParameterizedTest
  @CsvSource({"4, true", "5, true", "4, false", "5, false"})
  void findsAKernelWithAndWithoutVmcoreInfo(int levels, boolean withVmcoreInfo) throws Exception {
    TinyKernel tiny = new TinyKernel(levels, withVmcoreInfo).build();

    LinuxKernel kernel = LinuxKernelFinder.find(tiny.image);

    assertThat(kernel.release()).isEqualTo(TinyKernel.RELEASE);
    assertThat(kernel.banner()).isEqualTo(TinyKernel.BANNER);
    assertThat(kernel.levels()).isEqualTo(levels);
    assertThat(kernel.kaslrOffset()).isEqualTo(TinyKernel.KASLR);
    assertThat(kernel.physBase()).isEqualTo(TinyKernel.PHYS_BASE);
    assertThat(kernel.directMapBase()).isEqualTo(tiny.directMap);
    assertThat(kernel.cpus()).containsExactly(new CpuArea(0, 0x7000), new CpuArea(1, 0x8000));
    assertThat(kernel.facts()).extracting(KernelFact::name).contains("release", "page tables");
    assertThat(kernel.warnings()).isEmpty();
  }

  @Test
  void readsStructuresAndLists() throws Exception {
    TinyKernel tiny = new TinyKernel(4, true).build();
    LinuxKernel kernel = LinuxKernelFinder.find(tiny.image);

    Structure init = kernel.symbol("init_task", "task_struct");

    assertThat(init.string("comm")).isEqualTo("swapper/0");
    assertThat(init.unsigned("flag")).isEqualTo(2);
    assertThat(init.signed("flag")).isEqualTo(-2);
    Structure other = init.follow("parent").orElseThrow();
    assertThat(other.address()).isEqualTo(tiny.otherTask);
    assertThat(other.unsigned("pid")).isEqualTo(1);
    ListWalk tasks = kernel.lists().list(init.address("tasks"));
    assertThat(tasks.fault()).isEmpty();
    assertThat(tasks.containers(init.type().member("tasks").offset()))
        .containsExactly(tiny.otherTask);
  }

  @Test
  void doesNotBelieveATextThatOnlyLooksLikeVmcoreInfo() throws Exception {
    TinyKernel tiny = new TinyKernel(4, true).build();
    // Longer than the kernel's own and at an earlier page, as in a cached file of another machine.
    String other =
        "OSRELEASE=5.4.0-other\nSYMBOL(swapper_pg_dir)=ffffffff82000000\nNUMBER(phys_base)=0\n"
            + "NUMBER(PG_lru)=4\n".repeat(100);
    tiny.image.put(0x1000, other.getBytes(StandardCharsets.US_ASCII));
    // The right page tables, but of another kernel than the one in memory.
    byte[] page = new byte[4096];
    tiny.image.read(TinyKernel.VMCOREINFO, page, 0, page.length);
    String own = new String(page, StandardCharsets.US_ASCII);
    String renamed = own.replace(TinyKernel.RELEASE, "6.9.9-x") + "NUMBER(PG_lru)=4\n".repeat(20);
    tiny.image.put(0x9000, renamed.replace("\0", "").getBytes(StandardCharsets.US_ASCII));

    LinuxKernel kernel = LinuxKernelFinder.find(tiny.image);

    assertThat(kernel.release()).isEqualTo(TinyKernel.RELEASE);
    assertThat(kernel.facts().getFirst().source()).contains("0x3000");
  }

  @Test
  void saysWhatIsMissing() {
    SparseImage empty = new SparseImage().present(0x1000);
    assertThatThrownBy(() -> LinuxKernelFinder.find(empty))
        .isInstanceOf(KernelNotFoundException.class)
        .hasMessageContaining("sparse-image: no x86 Linux kernel")
        .hasMessageContaining("VMCOREINFO");

    SparseImage windows = new SparseImage();
    windows.put(0x2100, "RSDS ntkrnlmp.pdb".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> LinuxKernelFinder.find(windows))
        .isInstanceOf(KernelNotFoundException.class)
        .hasMessageContaining("Windows");
  }

  @Test
  void namesTheAddressAndTheRemedyWhereLayoutsAreDamaged() {
    TinyKernel tiny = new TinyKernel(4, true).build();
    tiny.image.put(TinyKernel.PHYSICAL + 0x200000 + 12, new byte[] {-1, -1, -1});
    assertThatThrownBy(() -> LinuxKernelFinder.find(tiny.image))
        .isInstanceOf(KernelNotFoundException.class)
        .hasMessageContaining("sparse-image: BTF: offset 0x");
  }
}
