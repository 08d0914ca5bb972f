package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bundled models on small synthesised images of the world that they weren't trained on, and of
/// other seeds than those that the figures in the documentation come from.
@Tag("slow")
class BundledWindowsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HIDDEN = 2;

  /// What every type's recall and precision must be above. Of small sets one miss counts much:
  /// there are some forty processes.
  private static final double RECALL = 0.97;

  private static final double PRECISION = 0.95;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win7sp1x64", "win10x64"})
  void aScanFindsAndNamesWhatIsThereHiddenOrNot(String system) throws IOException {
    Path image = folder.resolve("windows.raw");
    Run.of(
            "lab",
            "synthesize",
            "--system",
            system,
            "--world",
            "server",
            "--memory",
            "320M",
            "--processes",
            "40",
            "--seed",
            "77",
            "--hidden",
            HIDDEN,
            "-o",
            image)
        .ok();
    Run scan = Run.of("scan", image, "--format", "jsonl").ok();
    Path symbols = folder.resolve("windows.symbols.json");
    Run.of("label", image, "--symbols", symbols, "-o", folder.resolve("label")).ok();

    Map<String, Set<Long>> live = new TreeMap<>();
    Map<String, Set<Long>> freed = new TreeMap<>();
    for (LabelledObject object : TruthFile.read(folder.resolve("windows.truth.jsonl"))) {
      Map<String, Set<Long>> ofState = object.state() == ObjectState.LIVE ? live : freed;
      ofState.computeIfAbsent(object.type(), type -> new HashSet<>()).add(object.virtualAddress());
    }
    Map<String, Set<Long>> found = new TreeMap<>();
    Set<String> named = new HashSet<>();
    for (String line : scan.out().lines().skip(1).toList()) {
      JsonNode object = JSON.readTree(line);
      String type = object.path("type").asText();
      String address = object.path("virtualAddress").asText().substring(2);
      found.computeIfAbsent(type, t -> new HashSet<>()).add(Long.parseUnsignedLong(address, 16));
      object.path("names").fieldNames().forEachRemaining(name -> named.add(type + " " + name));
    }
    assertThat(live).hasSize(6);
    live.forEach(
        (type, objects) -> {
          Set<Long> reported = new HashSet<>(found.getOrDefault(type, Set.of()));
          reported.removeAll(freed.getOrDefault(type, Set.of()));
          Set<Long> hits = new HashSet<>(reported);
          hits.retainAll(objects);
          assertThat((double) hits.size() / objects.size()).as(type).isGreaterThan(RECALL);
          assertThat((double) hits.size() / reported.size()).as(type).isGreaterThan(PRECISION);
        });
    assertThat(named)
        .contains("_EPROCESS pid", "_ETHREAD tid", "_LDR_DATA_TABLE_ENTRY base")
        .anyMatch(name -> name.startsWith("_FILE_OBJECT"))
        .anyMatch(name -> name.startsWith("_DRIVER_OBJECT"))
        .anyMatch(name -> name.startsWith("_CM_KEY_BODY"));

    Set<Long> unlisted = new HashSet<>();
    for (LabelledObject object : TruthFile.read(folder.resolve("label/windows.truth.jsonl"))) {
      if (object.type().equals("_EPROCESS") && object.source().equals("handle+cid")) {
        unlisted.add(object.virtualAddress());
      }
    }
    assertThat(unlisted)
        .as("processes that neither list nor pool tag shows")
        .hasSizeGreaterThanOrEqualTo(HIDDEN);
    assertThat(found.get("_EPROCESS")).containsAll(unlisted);
  }
}
