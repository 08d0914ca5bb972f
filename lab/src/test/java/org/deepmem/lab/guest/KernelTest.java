package org.deepmem.lab.guest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.lab.LabException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class KernelTest {
  @TempDir private Path folder;
  private Kernel kernel = new Kernel("none", Path.of("none"), Path.of("none"));

  @BeforeEach
  void modules() throws IOException {
    kernel = new Kernel("test", folder.resolve("vmlinuz-1"), folder);
    module("net-failover.ko", "failover");
    module("failover.ko", "");
    module("virtio_net.ko", "net_failover");
    module("orphan.ko", "nowhere");
  }

  @Test
  void eachModuleComesAfterThoseItDependsOn() throws IOException {
    assertThat(names("virtio_net", "failover"))
        .containsExactly("failover", "net_failover", "virtio_net");
  }

  @Test
  void aModuleThatTheKernelLacksIsLeftOut() throws IOException {
    assertThat(names("built_in", "orphan", "failover")).containsExactly("failover");
  }

  @Test
  void aBareKernelHasNone() throws IOException {
    Path image = Files.writeString(folder.resolve("vmlinuz-2"), "x");
    Kernel bare = new KernelStore(folder.resolve("cache")).get(image.toString());
    assertThat(bare.image()).isEqualTo(image);
    assertThat(bare.modules(List.of("failover"))).isEmpty();
  }

  @Test
  void modulesOfLaterKernelsAreCompressed() throws IOException {
    byte[] content = "\0license=GPL\0depends=failover\0name=later\0".getBytes(ISO_8859_1);
    try (var xz =
        new XZOutputStream(
            Files.newOutputStream(folder.resolve("later.ko.xz")), new LZMA2Options())) {
      xz.write(content);
    }
    assertThat(names("later")).containsExactly("failover", "later");
    assertThat(kernel.modules(List.of("later")).getLast().content()).isEqualTo(content);
  }

  @Test
  void saysWhatToGiveWhenAFileIsMissing() {
    assertThatThrownBy(() -> new KernelStore(folder).get("no/such/vmlinuz"))
        .isInstanceOf(LabException.class)
        .hasMessage("no/such/vmlinuz: no such file; give a vmlinuz, a .deb or a package's name");
  }

  private List<String> names(String... wanted) throws IOException {
    return kernel.modules(List.of(wanted)).stream().map(KernelModule::name).toList();
  }

  private void module(String file, String depends) throws IOException {
    Files.writeString(folder.resolve(file), "ELF\0depends=" + depends + "\0name=x\0", ISO_8859_1);
  }
}
