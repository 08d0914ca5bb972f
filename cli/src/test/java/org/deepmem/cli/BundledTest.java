package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The verbs on what comes with the project: a real dump that the bundled model was not trained on.
final class BundledTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DUMP = Home.path("samples/linux-6.1-cloud.kdump");
  private static final Path TRUTH = Home.path("samples/linux-6.1-cloud.truth.jsonl");

  @TempDir private Path folder;

  @Test
  void theDemoFindsWhatTheKernelKnows() throws IOException {
    Run demo = Run.of("demo", "-o", folder).ok();

    JsonNode evaluation = JSON.readTree(folder.resolve("evaluation.json").toFile());
    assertThat(evaluation.path("macroF1").asDouble()).isGreaterThan(0.99);
    assertThat(evaluation.path("strictMacroF1").asDouble()).isGreaterThan(0.98);
    assertThat(evaluation.path("types")).hasSize(15);
    for (JsonNode type : evaluation.path("types")) {
      assertThat(type.path("recall").asDouble()).as(type.toString()).isGreaterThan(0.95);
      assertThat(type.path("reachableRecall").asDouble())
          .isGreaterThanOrEqualTo(type.path("recall").asDouble());
    }
    assertThat(demo.out()).contains("task_struct", "PID", "Try next:");
    assertThat(folder.resolve("objects.jsonl")).isNotEmptyFile();
    assertThat(folder.resolve("objects.csv")).isNotEmptyFile();
  }

  @Test
  void aScanReportsTheTasksOfTheTruthWithTheirNames() throws IOException {
    Set<String> live = new HashSet<>();
    for (LabelledObject object : TruthFile.read(TRUTH)) {
      if (object.type().equals("task_struct") && object.state() == ObjectState.LIVE) {
        live.add("%016x %016x".formatted(object.virtualAddress(), object.physicalAddress()));
      }
    }

    Run scan = Run.of("scan", DUMP, "--type", "task_struct", "--format", "jsonl").ok();

    Set<String> found = new HashSet<>();
    Set<String> commands = new HashSet<>();
    for (String line : scan.out().lines().toList()) {
      JsonNode object = JSON.readTree(line);
      assertThat(object.path("type").asText()).isEqualTo("task_struct");
      assertThat(object.path("score").asDouble()).isPositive();
      assertThat(object.path("votes").asInt()).isPositive();
      commands.add(object.path("names").path("comm").asText());
      found.add(
          (object.path("virtualAddress").asText() + " " + object.path("physicalAddress").asText())
              .replace("0x", ""));
    }
    found.retainAll(live);
    assertThat(found.size()).isGreaterThan(live.size() * 95 / 100);
    assertThat(commands).contains("kthreadd", "kswapd0");
  }

  @Test
  void aScanOfOneKindOnlyIsAPartOfTheWhole() {
    List<String> all = Run.of("scan", DUMP, "--format", "csv").ok().out().lines().toList();
    List<String> files =
        Run.of("scan", DUMP, "--type", "file", "--format", "csv").ok().out().lines().toList();

    assertThat(all).containsAll(files);
    assertThat(files.size()).isBetween(100, all.size() - 1000);
  }

  @Test
  void graphAndLabelMakeWhatEvaluateTakes() throws IOException {
    Run.of("graph", DUMP, "-o", folder).ok();
    Run.of("label", DUMP, "-o", folder).ok();

    assertThat(folder.resolve("linux-6.1-cloud.truth.jsonl")).hasSameBinaryContentAs(TRUTH);
    Run evaluate = Run.of("evaluate", "--data", folder, "--format", "json").ok();
    assertThat(JSON.readTree(evaluate.out()).path("macroF1").asDouble()).isGreaterThan(0.99);
    assertThat(Files.exists(folder.resolve("linux-6.1-cloud.graph"))).isTrue();
  }

  @Test
  void infoSaysWhatTheDumpIs() {
    Run info = Run.of("info", DUMP).ok();

    assertThat(info.out())
        .contains("kdump-compressed", "6.1.0-56-cloud-amd64", "KASLR", "BTF", "kallsyms")
        .contains("this kernel is among them");
  }
}
