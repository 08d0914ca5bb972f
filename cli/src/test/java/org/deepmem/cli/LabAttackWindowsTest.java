package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
    Path image = synthesized(system);
    Map<Long, LabelledObject> before = processes(image);
    LabelledObject victim =
        before.values().stream()
            .filter(process -> process.names().getOrDefault("image", "").equals("lsass.exe"))
            .findFirst()
            .orElseThrow();
    assertThat(victim.source()).contains("list", "pool");
    Path copy = folder.resolve("h.raw");

    String attack = "lab attack --unlink-process lsass.exe --format raw";
    Run hidden = Run.of(Run.words(attack, image, "-o", copy)).ok();

    assertThat(hidden.out()).contains("0x%x".formatted(victim.virtualAddress()), "lsass.exe");
    Map<Long, LabelledObject> after = processes(copy);
    before.remove(victim.virtualAddress());
    LabelledObject found = after.remove(victim.virtualAddress());
    assertThat(found).extracting(LabelledObject::source).asString().startsWith("handle");
    assertThat(after).isEqualTo(before);
    Run.of(Run.words(attack, copy, "-o", folder.resolve("again.raw")))
        .failed(copy.toString(), "no process lsass.exe");
  }

  /// With symbols, without which 10 tells neither its table of numbers nor its list of modules.
  /// Source `handle`: other processes have handles on it.
  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win7sp1x64", "win10x64"})
  void aProcessIsHiddenFromTheViewsThatAreNamed(String system) throws IOException {
    Path image = synthesized(system);
    Path symbols = folder.resolve("w.symbols.json");
    LabelledObject victim = named(objects(image, symbols, "_EPROCESS"), "image", "lsass.exe");
    assertThat(victim.source()).contains("list", "pool", "cid");
    Path copy = folder.resolve("h.raw");
    String attack =
        "lab attack --unlink-process lsass.exe --format raw --symbols "
            + symbols
            + " --unlink-from ";

    Run lists = Run.of(Run.words(attack + "lists", image, "-o", copy)).ok();

    assertThat(lists.out()).endsWith("lsass.exe: out of the list of active processes\n");
    assertThat(source(copy, symbols, victim)).doesNotContain("list").contains("pool", "cid");
    Path deeper = folder.resolve("d.raw");
    Run tables = Run.of(Run.words(attack + "lists,tables,allocator", image, "-o", deeper)).ok();
    assertThat(tables.out()).containsPattern("processes, [0-9]+ entries of the table of numbers");
    assertThat(source(deeper, symbols, victim)).isEqualTo("handle");
    long numbered = numbered(objects(image, symbols, "_ETHREAD"));
    assertThat(tables.out())
        .contains(
            ", %d entries"
                .formatted(1 + numbered - numbered(objects(deeper, symbols, "_ETHREAD"))));
    Run.of(Run.words("lab attack --unlink-process 4 --unlink-from handles", image, "-o", deeper))
        .failed("can be hidden from [lists, tables, allocator]");
  }

  private String source(Path image, Path symbols, LabelledObject victim) throws IOException {
    return Objects.requireNonNull(
            objects(image, symbols, victim.type()).get(victim.virtualAddress()))
        .source();
  }

  private static long numbered(Map<Long, LabelledObject> threads) {
    return threads.values().stream().filter(thread -> thread.source().contains("cid")).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win10x64"})
  void aHiddenModuleIsInNoList(String system) throws IOException {
    Path image = synthesized(system);
    Path symbols = folder.resolve("w.symbols.json");
    Map<Long, LabelledObject> before = objects(image, symbols, "_LDR_DATA_TABLE_ENTRY");
    LabelledObject victim = named(before, "module", "pci.sys");
    assertThat(victim.source()).contains("list");
    Path copy = folder.resolve("h.raw");
    String attack = "lab attack --unlink-module PCI.sys --format raw --symbols " + symbols;

    Run hidden = Run.of(Run.words(attack, image, "-o", copy)).ok();

    assertThat(hidden.out())
        .isEqualTo(
            "hidden: _LDR_DATA_TABLE_ENTRY 0x%x, pci.sys: out of 1 lists\n"
                .formatted(victim.virtualAddress()));
    Map<Long, LabelledObject> after = objects(copy, symbols, "_LDR_DATA_TABLE_ENTRY");
    before.remove(victim.virtualAddress());
    LabelledObject found = after.remove(victim.virtualAddress());
    assertThat(found == null ? "" : found.source()).doesNotContain("list");
    assertThat(after).isEqualTo(before);
    Run.of(Run.words(attack, copy, "-o", folder.resolve("again.raw")))
        .failed(copy.toString(), "no module PCI.sys; there are ");
    if (system.equals("win10x64")) { // doesn't tell by itself where the list begins
      String unnamed = "lab attack --unlink-module PCI.sys --format raw";
      Run.of(Run.words(unnamed, image, "-o", folder.resolve("u.raw"))).failed("PsLoadedModuleList");
    }
  }

  /// What a walk of the list would take for a process isn't one.
  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win10x64"})
  void anEntryOfNoProcessIsMet(String system) throws IOException {
    Path image = synthesized(system);
    Path copy = folder.resolve("f.raw");

    Run made =
        Run.of(Run.words("lab attack --fabricate zeros,text --format raw", image, "-o", copy)).ok();

    assertThat(made.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("fabricated: _EPROCESS 0x", "in a page of zeros"),
            line -> assertThat(line).contains("fabricated: _EPROCESS 0x", "in a page of text"));
    Map<Long, LabelledObject> after = objects(copy, "_EPROCESS");
    assertThat(after).isEqualTo(objects(image, "_EPROCESS"));
  }

  private Path synthesized(String system) {
    Path image = folder.resolve("w.raw");
    String small = "lab synthesize --memory 256M --processes 24 --system";
    Run.of(Run.words(small, system, "-o", image)).ok();
    return image;
  }

  private static LabelledObject named(Map<Long, LabelledObject> objects, String key, String name) {
    return objects.values().stream()
        .filter(object -> object.names().getOrDefault(key, "").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win10x64"})
  void neitherAnyListNorThePoolShowsWhatWasHarmed(String system) throws IOException {
    Path image = synthesized(system);
    Map<Long, LabelledObject> before = processes(image);
    Path copy = folder.resolve("all.raw");
    String unlink = "lab attack --unlink-all --format raw --truth";
    Path truth = folder.resolve("w.truth.jsonl");
    Run.of(Run.words(unlink, truth, image, "-o", copy)).ok();

    assertThat(folder.resolve("all.truth.jsonl")).hasSameTextualContentAs(truth);
    assertThat(sources(before)).anyMatch(source -> source.contains("list"));
    assertThat(sources(before)).anyMatch(source -> source.contains("pool"));
    assertThat(sources(processes(copy)).stream().filter(source -> source.contains("list")).count())
        .isLessThanOrEqualTo(1);
    Path unmarked = folder.resolve("unmarked.raw");
    Run harmed =
        Run.of(Run.words("lab attack --signatures --format raw", image, "-o", unmarked)).ok();
    assertThat(harmed.out()).contains("objects harmed", " 0 pointers changed");
    assertThat(sources(processes(unmarked))).noneMatch(source -> source.contains("pool"));
  }

  private static List<String> sources(Map<Long, LabelledObject> objects) {
    return objects.values().stream().map(LabelledObject::source).toList();
  }

  private Map<Long, LabelledObject> processes(Path image) throws IOException {
    return objects(image, "_EPROCESS");
  }

  private Map<Long, LabelledObject> objects(Path image, Path symbols, String type)
      throws IOException {
    Path output = folder.resolve("truth-of-" + image.getFileName());
    Run.of("label", image, "--symbols", symbols, "-o", output).ok();
    return objects(image, type, output);
  }

  private Map<Long, LabelledObject> objects(Path image, String type) throws IOException {
    Path output = folder.resolve("truth-of-" + image.getFileName());
    Run.of("label", image, "-o", output).ok();
    return objects(image, type, output);
  }

  private static Map<Long, LabelledObject> objects(Path image, String type, Path output)
      throws IOException {
    String name = image.getFileName().toString().replace(".raw", ".truth.jsonl");
    Map<Long, LabelledObject> objects = new TreeMap<>();
    for (LabelledObject object : TruthFile.read(output.resolve(name))) {
      if (object.type().equals(type) && object.state() == ObjectState.LIVE) {
        objects.put(object.virtualAddress(), object);
      }
    }
    return objects;
  }
}
