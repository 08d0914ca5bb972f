package org.deepmem.lab.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.objects.WrittenObject;
import org.deepmem.lab.synthesis.world.World;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SynthesisTest {
  private static final int PROCESSES = 18;

  /// Object types of the handle table's entries, by name.
  private static final Map<String, String> TYPES =
      Map.of(
          "Process", "_EPROCESS",
          "Thread", "_ETHREAD",
          "Driver", "_DRIVER_OBJECT",
          "File", "_FILE_OBJECT",
          "Key", "_CM_KEY_BODY");

  @TempDir Path folder;

  private static Synthesis synthesis(WindowsSystem system, int hidden) throws Exception {
    return Synthesis.of(
        new SynthesisOptions(system, 192L << 20, PROCESSES, 5, World.builtIn("office"), hidden));
  }

  private static Set<Long> live(Synthesis s, String type) {
    return s.objects().stream()
        .filter(o -> o.live() && o.type().equals(type) && !"0".equals(o.names().get("pid")))
        .map(WrittenObject::address)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Long> set(List<Long> list) {
    return new TreeSet<>(list);
  }

  @ParameterizedTest
  @EnumSource
  void listsAndHandleTablesAreTheTruth(WindowsSystem system) throws Exception {
    Synthesis s = synthesis(system, 0);
    Path raw = folder.resolve("w.raw");
    s.writeImage(raw);
    try (MemoryImage image = MemoryImages.open(raw)) {
      ImageView view = new ImageView(system, image, s.directoryTableBase());
      List<Long> processes =
          view.list(s.symbol("PsActiveProcessHead"), "_EPROCESS", "ActiveProcessLinks");
      assertThat(set(processes)).isEqualTo(live(s, "_EPROCESS"));
      assertThat(processes).hasSizeGreaterThanOrEqualTo(PROCESSES);
      List<Long> threads = new ArrayList<>();
      List<Long> scheduled = new ArrayList<>();
      for (long process : processes) {
        long heads = process + view.offset("_EPROCESS", "ThreadListHead");
        threads.addAll(view.list(heads, "_ETHREAD", "ThreadListEntry"));
        long inner = process + view.offset("_EPROCESS", "Pcb.ThreadListHead");
        scheduled.addAll(view.list(inner, "_ETHREAD", "Tcb.ThreadListEntry"));
      }
      assertThat(set(threads)).isEqualTo(live(s, "_ETHREAD"));
      assertThat(set(scheduled)).isEqualTo(set(threads));
      assertThat(
              set(
                  view.list(
                      s.symbol("PsLoadedModuleList"), "_LDR_DATA_TABLE_ENTRY", "InLoadOrderLinks")))
          .isEqualTo(live(s, "_LDR_DATA_TABLE_ENTRY"));
      handles(system, s, view, processes);
      bytesAreWhereTheTruthSays(s, view, image);
    }
  }

  private static void handles(
      WindowsSystem system, Synthesis s, ImageView view, List<Long> processes) {
    Map<String, Set<Long>> reached = new TreeMap<>();
    for (long process : processes) {
      long table = view.member("_EPROCESS", process, "ObjectTable");
      if (table != 0) {
        view.handles(
                table,
                s.symbol("ObTypeIndexTable"),
                system.segmentHeap() ? s.symbol("ObHeaderCookie") : 0)
            .forEach((body, name) -> reached.computeIfAbsent(name, n -> new TreeSet<>()).add(body));
      }
    }
    TYPES.forEach(
        (name, type) ->
            assertThat(live(s, type)).containsAll(reached.getOrDefault(name, Set.of())));
    assertThat(reached.get("Key")).isEqualTo(live(s, "_CM_KEY_BODY"));
    assertThat(reached.get("File")).hasSizeGreaterThan(100);
    assertThat(reached.keySet()).contains("Event", "Directory", "Section", "Mutant");
  }

  private static void bytesAreWhereTheTruthSays(Synthesis s, ImageView view, MemoryImage image) {
    for (WrittenObject o : s.objects()) {
      byte[] physical = new byte[16];
      image.read(o.physicalAddress(), physical, 0, 16);
      assertThat(view.bytes(o.address(), 16)).isEqualTo(physical);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameImage(WindowsSystem system) throws Exception {
    Set<String> hashes = new TreeSet<>();
    for (int i = 0; i < 2; i++) {
      Path raw = folder.resolve("s.raw");
      synthesis(system, 0).writeImage(raw);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(raw));
      hashes.add(HexFormat.of().formatHex(hash));
    }
    assertThat(hashes).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aHiddenProcessIsInNoListAndStillThere(WindowsSystem system) throws Exception {
    Synthesis s = synthesis(system, 1);
    Path raw = folder.resolve("h.raw");
    s.writeImage(raw);
    String pid = String.valueOf(s.hidden().getFirst());
    WrittenObject hidden =
        s.objects().stream()
            .filter(
                o -> o.type().equals("_EPROCESS") && o.live() && pid.equals(o.names().get("pid")))
            .findFirst()
            .orElseThrow();
    try (MemoryImage image = MemoryImages.open(raw)) {
      ImageView view = new ImageView(system, image, s.directoryTableBase());
      List<Long> listed =
          view.list(s.symbol("PsActiveProcessHead"), "_EPROCESS", "ActiveProcessLinks");
      Set<Long> expected = live(s, "_EPROCESS");
      expected.remove(hidden.address());
      assertThat(set(listed)).isEqualTo(expected);
      long threads = hidden.address() + view.offset("_EPROCESS", "ThreadListHead");
      assertThat(view.list(threads, "_ETHREAD", "ThreadListEntry")).isNotEmpty();
    }
  }
}
