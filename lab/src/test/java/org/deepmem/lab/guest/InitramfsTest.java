package org.deepmem.lab.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.deepmem.lab.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The outside reader is busybox's cpio.
final class InitramfsTest {
  @TempDir private Path folder;

  private final byte[] content = "#!/bin/sh\necho hello\n".getBytes(UTF_8);

  @Test
  void isUnpackedByAnotherCpio() throws Exception {
    Path archive = folder.resolve("initramfs");
    new Initramfs()
        .program("init", content)
        .folder("etc")
        .file("etc/odd name", "é".getBytes(UTF_8))
        .file("etc/empty", new byte[0])
        .link("bin-sh", "etc/odd name")
        .write(archive);

    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    cpio(archive, unpacked, "-idm");

    assertThat(unpacked.resolve("init")).hasBinaryContent(content);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.resolve("init"))))
        .isEqualTo("rwxr-xr-x");
    assertThat(unpacked.resolve("etc/odd name")).hasContent("é");
    assertThat(unpacked.resolve("etc/empty")).isEmptyFile();
    assertThat(Files.readSymbolicLink(unpacked.resolve("bin-sh"))).hasToString("etc/odd name");
  }

  @Test
  void sameContentGivesTheSameBytes() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    new Initramfs().file("b", content).file("a", content).write(one);
    new Initramfs().file("a", content).file("b", content).write(two);
    assertThat(one).hasSameBinaryContentAs(two);
  }

  private static void cpio(Path archive, Path into, String option)
      throws IOException, InterruptedException {
    assumeTrue(Tool.BUSYBOX.find().isPresent(), "busybox is not installed");
    Process cpio =
        new ProcessBuilder(List.of(Tool.BUSYBOX.path().toString(), "cpio", option))
            .directory(into.toFile())
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive));
        var out = cpio.getOutputStream()) {
      in.transferTo(out);
    }
    assertThat(cpio.waitFor()).isZero();
  }
}
