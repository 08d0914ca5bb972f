package org.deepmem.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deepmem.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchitectureTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "linux-image-6.1.0-50-686-pae, I386",
    "linux-image-6.1.0-50-rt-686-pae-unsigned, I386",
    "linux-image-6.1.0-50-686, I386",
    "linux-image-686-pae, I386",
    "linux-image-6.1.0-50-cloud-amd64, AMD64",
    "linux-image-6.1.6860-amd64, AMD64"
  })
  void isTakenFromTheNameOfAPackage(String name, Architecture architecture) {
    assertThat(Architecture.ofPackage(name)).isEqualTo(architecture);
  }

  /// Headers as in Debian's own kernels: XLOADFLAGS of 686-pae is 4, of amd64 0x7f.
  @Test
  void isTakenFromTheBootProtocolOfAKernel() throws Exception {
    byte[] head = new byte[0x300];
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, head, 0x202, 4);
    head[0x236] = 4;
    Path image = Files.write(folder.resolve("vmlinuz"), head);
    assertThat(Architecture.ofKernel(image)).isEqualTo(Architecture.I386);
    head[0x236] = 0x7f;
    Files.write(image, head);
    assertThat(Architecture.ofKernel(image)).isEqualTo(Architecture.AMD64);

    Files.write(image, Arrays.copyOf(head, 0x200));
    assertThatThrownBy(() -> Architecture.ofKernel(image))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("vmlinuz: is no compressed x86 kernel");
  }
}
