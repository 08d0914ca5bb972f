package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.lab.LabException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {
  @TempDir private Path folder;

  private static Manifest manifest(Manifest.@Nullable Boot boot) {
    return new Manifest(
        "d.elf", "elf", 12, "ab", "2026-01-02T03:04:05Z", 128, 2, "7.2.0", boot, LIVE, HIDDEN);
  }

  private static final Manifest.Live LIVE =
      new Manifest.Live(
          16, 8000, 300, new Smear(9, 5, 4, 3, 1), "what it is", 70, 20, List.of("d.before.elf"));

  private static final List<HiddenObject> HIDDEN =
      List.of(new HiddenObject("task_struct", "0xffff888001234000", 512, "raven:owl"));

  private static final Manifest.Boot BOOT =
      new Manifest.Boot(
          "debian",
          "k.deb",
          "Linux version 6",
          "quiet",
          "tcg",
          "mixed",
          1,
          2,
          3,
          4L,
          50,
          false,
          List.of("ssh"),
          true,
          99);

  @Test
  void isReadBack() throws Exception {
    Path file = folder.resolve("d.manifest.json");
    manifest(BOOT).write(file);
    assertThat(Manifest.read(file)).isEqualTo(manifest(BOOT));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /// Field names are what other programs rely on.
  @Test
  void fieldNamesAreStable() throws Exception {
    Path file = folder.resolve("d.manifest.json");
    manifest(BOOT).write(file);
    assertThat(Files.readString(file))
        .contains(
            "\"dump\" : \"d.elf\"",
            "\"sha256\" : \"ab\"",
            "\"memoryMebibytes\" : 128",
            "\"commandLine\" : \"quiet\"",
            "\"services\" : [ \"ssh\" ]",
            "\"settled\" : true",
            "\"mebibytesPerSecond\" : 16",
            "\"ofNeither\" : 1",
            "\"paused\" : [ \"d.before.elf\" ]",
            "\"address\" : \"0xffff888001234000\"",
            "\"number\" : 512");
  }

  @Test
  void ofAMachineThatIsNotOursNothingIsSaidOfTheBoot() throws Exception {
    Path file = folder.resolve("d.manifest.json");
    manifest(null).write(file);
    assertThat(Files.readString(file)).doesNotContain("boot");
    assertThat(Manifest.read(file).boot()).isNull();
  }

  @Test
  void refusesWhatIsNoManifest() throws Exception {
    Path file = Files.writeString(folder.resolve("x.manifest.json"), "{\"a\": [");
    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("x.manifest.json: is no manifest");
  }
}
