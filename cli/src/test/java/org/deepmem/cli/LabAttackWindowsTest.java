package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes hidden in synthesised images: in one whose kernel says where its list begins, and in
/// one (10) where only an exported variable leads into it.
@Tag("slow")
class LabAttackWindowsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win10x64"})
  void neitherListNorPoolShowsAHiddenProcess(String system) throws IOException {
    Path image = folder.resolve("w.raw");
    String small = "lab synthesize --memory 256M --processes 24 --system";
    Run.of(words(small, system, "-o", image)).ok();
    Map<Long, LabelledObject> before = processes(image);
    LabelledObject victim =
        before.values().stream()
            .filter(process -> process.names().getOrDefault("image", "").equals("lsass.exe"))
            .findFirst()
            .orElseThrow();
    assertThat(victim.source()).contains("list", "pool");
    Path copy = folder.resolve("h.raw");

    String attack = "lab attack --unlink-process lsass.exe --format raw";
    Run hidden = Run.of(words(attack, image, "-o", copy)).ok();

    assertThat(hidden.out()).contains("0x%x".formatted(victim.virtualAddress()), "lsass.exe");
    Map<Long, LabelledObject> after = processes(copy);
    before.remove(victim.virtualAddress());
    LabelledObject found = after.remove(victim.virtualAddress());
    assertThat(found).extracting(LabelledObject::source).asString().startsWith("handle");
    assertThat(after).isEqualTo(before);
    Run.of(words(attack, copy, "-o", folder.resolve("again.raw")))
        .failed(copy.toString(), "no process lsass.exe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win10x64"})
  void neitherAnyListNorThePoolShowsWhatWasHarmed(String system) throws IOException {
    Path image = folder.resolve("w.raw");
    String small = "lab synthesize --memory 256M --processes 24 --system";
    Run.of(words(small, system, "-o", image)).ok();
    Map<Long, LabelledObject> before = processes(image);
    Path copy = folder.resolve("all.raw");
    String unlink = "lab attack --unlink-all --format raw --truth";
    Path truth = folder.resolve("w.truth.jsonl");
    Run.of(words(unlink, truth, image, "-o", copy)).ok();

    assertThat(folder.resolve("all.truth.jsonl")).hasSameTextualContentAs(truth);
    assertThat(sources(before)).anyMatch(source -> source.contains("list"));
    assertThat(sources(before)).anyMatch(source -> source.contains("pool"));
    assertThat(sources(processes(copy)).stream().filter(source -> source.contains("list")).count())
        .isLessThanOrEqualTo(1);
    Path unmarked = folder.resolve("unmarked.raw");
    Run harmed = Run.of(words("lab attack --signatures --format raw", image, "-o", unmarked)).ok();
    assertThat(harmed.out()).contains("objects harmed", " 0 pointers changed");
    assertThat(sources(processes(unmarked))).noneMatch(source -> source.contains("pool"));
  }

  private static List<String> sources(Map<Long, LabelledObject> objects) {
    return objects.values().stream().map(LabelledObject::source).toList();
  }

  private static Object[] words(String command, Object... more) {
    return Stream.concat(Arrays.stream(command.split(" ")), Arrays.stream(more)).toArray();
  }

  private Map<Long, LabelledObject> processes(Path image) throws IOException {
    Path output = folder.resolve("truth-of-" + image.getFileName());
    Run.of("label", image, "-o", output).ok();
    String name = image.getFileName().toString().replace(".raw", ".truth.jsonl");
    Map<Long, LabelledObject> processes = new TreeMap<>();
    for (LabelledObject object : TruthFile.read(output.resolve(name))) {
      if (object.type().equals("_EPROCESS") && object.state() == ObjectState.LIVE) {
        processes.put(object.virtualAddress(), object);
      }
    }
    return processes;
  }
}
