package org.deepmem.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deepmem.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelHeadersTest {
  @TempDir private Path folder;

  /// The head of a compressed kernel: magic and the flags of how it may be entered.
  private Kernel kernel(String origin, int flags) throws IOException {
    byte[] head = new byte[0x240];
    head[0x202] = 'H';
    head[0x203] = 'd';
    head[0x236] = (byte) flags;
    return new Kernel(origin, Files.write(folder.resolve("vmlinuz"), head), folder);
  }

  @Test
  void areThoseOfTheKernelsPackage() throws Exception {
    assertThat(
            KernelHeaders.packageOf(
                kernel("linux-image-6.1.0-56-cloud-amd64_6.1.192-2_amd64.deb", 1)))
        .isEqualTo("linux-headers-6.1.0-56-cloud-amd64");
    assertThat(
            KernelHeaders.packageOf(
                kernel(
                    "linux-image-6.12.117+deb12-rt-amd64-unsigned_6.12.117-1~deb12u1_amd64.deb",
                    1)))
        .isEqualTo("linux-headers-6.12.117+deb12-rt-amd64");
  }

  @Test
  void kernelsWithoutHeadersAreNamed() {
    assertThatThrownBy(() -> KernelHeaders.packageOf(kernel("/boot/vmlinuz", 1)))
        .isInstanceOf(LabException.class)
        .hasMessage("/boot/vmlinuz: there are headers for kernels of Debian packages only");
    assertThatThrownBy(
            () -> KernelHeaders.packageOf(kernel("linux-image-6.1.0-50-686-pae_1_i386.deb", 0)))
        .isInstanceOf(LabException.class)
        .hasMessage("linux-image-6.1.0-50-686-pae: modules are compiled for 64-bit kernels only");
  }
}
