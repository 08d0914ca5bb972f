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
import org.deepmem.files.Sha256;
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
    JsonNode dump = JSON.readTree(scan.out().lines().findFirst().orElse("")).path("dump");
    assertThat(dump.path("taken").asText()).isEqualTo("2026-11-23T09:10:24Z");
    assertThat(dump.path("sha256").asText()).isEqualTo(Sha256.of(DUMP));
    for (String line : scan.out().lines().skip(1).toList()) {
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
  void aResultInAFileIsComparedWithItsDump() throws IOException {
    Path before = folder.resolve("before.json");
    Run scan =
        Run.of("scan", DUMP, "--type", "cred", "--format", "json", "--no-hash", "-o", before).ok();
    assertThat(scan.out()).isEmpty();
    assertThat(JSON.readTree(before.toFile()).path("dump").path("sha256").isNull()).isTrue();
    List<String> lines = Files.readAllLines(before);
    Path after = folder.resolve("after.json");
    String first = lines.get(1);
    lines.set(1, first.replace("\"uid\":\"", "\"uid\":\"1"));
    lines.set(1, lines.get(1).replace("\"names\":{\"uid\":\"1", "\"names\":{\"uid\":\""));
    lines.remove(2);
    Files.write(after, lines);

    Run same = Run.of("diff", before, DUMP, "--type", "cred").ok();
    Run other = Run.of("diff", before, after, "--format", "json").ok();

    assertThat(same.out()).hasLineCount(1);
    JsonNode diff = JSON.readTree(other.out());
    assertThat(diff.path("sameBoot").asText()).isEqualTo("yes");
    assertThat(diff.path("came")).isEmpty();
    assertThat(diff.path("went")).hasSize(1);
    assertThat(diff.path("changed").path(0).path("differences").path(0).path("member").asText())
        .isEqualTo("uid");
  }

  /// Both with findings: some of these inodes are freed by the allocator's account.
  @Test
  void aDumpDoesNotDifferFromItsOwnResult() throws IOException {
    Path result = folder.resolve("inodes.jsonl");
    Run.of("scan", DUMP, "--type", "inode", "--format", "jsonl", "-o", result).ok();
    assertThat(Files.readString(result)).contains("\"finding\":\"freed\"");

    assertThat(Run.of("diff", DUMP, result, "--type", "inode").ok().out()).hasLineCount(1);

    Path blind = folder.resolve("blind.jsonl");
    Run.of("scan", DUMP, "--type", "inode", "--no-views", "--format", "jsonl", "-o", blind).ok();
    assertThat(Run.of("diff", blind, result).ok().out()).hasLineCount(1);
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
