package org.deepmem.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deepmem.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The outside writer is dpkg-deb.
final class DebArchiveTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"xz", "gzip", "none"})
  void unpacksTheWantedFilesFlat(String compression) throws Exception {
    Path deb = build(compression);
    Path into = Files.createDirectory(folder.resolve("into"));

    List<Path> written = DebArchive.unpack(deb, into, path -> !path.endsWith("/other"));

    assertThat(written)
        .containsExactlyInAnyOrder(into.resolve("vmlinuz-1"), into.resolve("dummy.ko"));
    assertThat(into.resolve("vmlinuz-1")).hasContent("kernel");
    assertThat(into.resolve("dummy.ko")).hasContent("module");
  }

  @Test
  void unpacksTheWantedFilesAtTheirPlaces() throws Exception {
    Path into = Files.createDirectory(folder.resolve("into"));

    DebArchive.unpackTree(build("xz"), into, path -> path.startsWith("lib/"));

    assertThat(into.resolve("lib/modules/1/kernel/dummy.ko")).hasContent("module");
    assertThat(into.resolve("lib/modules/1/kernel/other")).hasSize(1 << 16);
    assertThat(into.resolve("boot")).doesNotExist();
  }

  @Test
  void whatCanBeRunThereCanBeRunHere() throws Exception {
    Path into = Files.createDirectory(folder.resolve("into"));

    DebArchive.unpackTree(build("xz"), into, path -> true);

    assertThat(into.resolve("lib/modules/1/kernel/dummy.ko")).isExecutable();
    assertThat(Files.isExecutable(into.resolve("boot/vmlinuz-1"))).isFalse();
  }

  @Test
  void refusesWhatIsNoPackage() throws Exception {
    Path text = Files.writeString(folder.resolve("text.deb"), "not a package at all, just text");
    assertThatThrownBy(() -> DebArchive.unpack(text, folder, path -> true))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("text.deb");
  }

  @Test
  void refusesAPackageThatIsCutOff() throws Exception {
    byte[] whole = Files.readAllBytes(build("xz"));
    Path cut = folder.resolve("cut.deb");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(
            () -> DebArchive.unpack(cut, Files.createTempDirectory(folder, "x"), p -> true))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("cut.deb");
  }

  private Path build(String compression) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "dpkg-deb is not installed");
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("DEBIAN"));
    Files.writeString(
        root.resolve("DEBIAN/control"),
        "Package: p\nVersion: 1\nArchitecture: amd64\nMaintainer: m <m@example>\nDescription: d\n");
    Files.createDirectories(root.resolve("boot"));
    Files.writeString(root.resolve("boot/vmlinuz-1"), "kernel");
    Files.createDirectories(root.resolve("lib/modules/1/kernel"));
    Path module = Files.writeString(root.resolve("lib/modules/1/kernel/dummy.ko"), "module");
    assertThat(module.toFile().setExecutable(true)).isTrue();
    byte[] noise = new byte[1 << 16];
    new Random(1).nextBytes(noise);
    Files.write(root.resolve("lib/modules/1/kernel/other"), noise);
    Path deb = folder.resolve("p.deb");
    Process dpkg =
        new ProcessBuilder("dpkg-deb", "-Z" + compression, "-b", root.toString(), deb.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(dpkg.getInputStream().readAllBytes());
    assertThat(dpkg.waitFor()).as(said).isZero();
    return deb;
  }
}
