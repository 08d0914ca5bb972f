package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.graph.GraphFile;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.TruthFile;
import org.deepmem.training.PlantedGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `deepmem experiment` on made-up graphs, small enough to learn in a second.
class ExperimentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path results = Path.of("");

  @BeforeEach
  void systems() throws IOException {
    data = folder.resolve("systems");
    results = folder.resolve("results");
    system("alpha", 1);
    system("beta", 11);
  }

  private void system(String name, int seed) throws IOException {
    for (String part : List.of("train", "validation", "test")) {
      Path target = Files.createDirectories(data.resolve(name).resolve(part));
      GraphTruth truth = PlantedGraph.truth(name + "-" + part, 1500, seed++);
      GraphFile.write(truth.graph(), target.resolve(truth.name() + ".graph"));
      TruthFile.write(target.resolve(truth.name() + ".truth.jsonl"), truth.objects());
    }
  }

  private Run experiment(String name, Object... more) {
    return Run.of(
        Stream.concat(
                Stream.of("experiment", name, "--data", data, "-o", results, "--quick"),
                Stream.of(more))
            .toArray());
  }

  private JsonNode document(String name) throws IOException {
    return JSON.readTree(Files.readString(results.resolve(name)));
  }

  @Test
  void accuracyIsMeasuredAndKept() throws IOException {
    Run run = experiment("accuracy", "--steps", "120", "--seeds", "2").ok();

    assertThat(run.out()).contains(results.resolve("accuracy.json").toString());
    JsonNode all = document("accuracy.json");
    assertThat(all.fieldNames())
        .toIterable()
        .containsExactly("experiment", "tool", "rows", "cells");
    assertThat(all.path("cells").findValuesAsText("key"))
        .as("when it has to be quick, one system a family")
        .containsExactly("alpha-seed1", "alpha-seed2");
    JsonNode row = all.path("rows").get(0);
    assertThat(row.fieldNames())
        .toIterable()
        .containsExactly(
            "system",
            "type",
            "objects",
            "precision",
            "recall",
            "reachableRecall",
            "f1",
            "strictPrecision",
            "strictF1");
    assertThat(row.path("f1").fieldNames())
        .toIterable()
        .containsExactly("mean", "min", "max", "sd", "n");
    assertThat(row.path("f1").path("n").asInt()).isEqualTo(2);
    assertThat(row.path("f1").path("mean").asDouble()).isGreaterThan(0.8);
    JsonNode curves = all.path("cells").get(0).path("result").path("curves").path("first");
    assertThat(curves.path("averagePrecision").asDouble()).isGreaterThan(0.8);
    assertThat(curves.path("precisionRecall")).isNotEmpty();
    assertThat(Files.readString(results.resolve("accuracy.md")))
        .contains("### alpha", "| `first` |", "Macro F1");
  }

  @Test
  void aRunGoesOnWhereAnotherOneEnded() throws IOException {
    Object[] options = {"--steps", "10", "--system", "alpha", "--seeds", "2"};
    experiment("accuracy", options).ok();
    Path first = results.resolve("accuracy/cells/alpha-seed1.json");
    Path second = results.resolve("accuracy/cells/alpha-seed2.json");
    ObjectNode marked = (ObjectNode) JSON.readTree(Files.readString(first));
    Files.writeString(first, marked.put("seconds", 12345).toString());
    Files.delete(second);

    Run again = experiment("accuracy", options).ok();

    assertThat(again.err()).contains("alpha-seed1 known", "alpha-seed2 done");
    assertThat(second).isNotEmptyFile();
    JsonNode cells = document("accuracy.json").path("cells");
    assertThat(cells.get(0).path("seconds").asInt()).as("as it was kept").isEqualTo(12345);
    assertThat(cells).hasSize(2);
  }

  @Test
  void whatHasOtherOptionsOrDataIsDoneAnew() throws IOException {
    Object[] options = {"--steps", "10", "--system", "alpha"};
    experiment("accuracy", options).ok();
    Run otherSteps = experiment("accuracy", "--steps", "11", "--system", "alpha").ok();
    assertThat(otherSteps.err()).contains("alpha-seed1 done").doesNotContain("known");

    GraphTruth truth = PlantedGraph.truth("alpha-test", 1500, 99);
    Path test = data.resolve("alpha/test");
    GraphFile.write(truth.graph(), test.resolve("alpha-test.graph"));
    TruthFile.write(test.resolve("alpha-test.truth.jsonl"), truth.objects());
    Run otherData = experiment("accuracy", "--steps", "11", "--system", "alpha").ok();
    assertThat(otherData.err()).contains("alpha-seed1 done").doesNotContain("known", "step ");
  }

  @Test
  void whatMattersIsChangedOneByOne() throws IOException {
    experiment("matters", "--steps", "5", "--system", "alpha", "--only", "hops,edges").ok();
    JsonNode rows = document("matters.json").path("rows");
    assertThat(rows.findValuesAsText("part")).containsExactly("hops", "hops", "edges", "edges");
    assertThat(rows.findValuesAsText("value")).containsExactly("0", "2", "all", "none");
    assertThat(Files.list(results.resolve("models")))
        .as("the default recipe is trained once")
        .hasSize(3);
    assertThat(
            experiment("matters", "--only", "cut")
                .failed("alpha/raw: no dump", "put it there")
                .out())
        .isEmpty();
    experiment("matters", "--only", "colour").isWrongUsage("--only colour", "hops");
  }

  @Test
  void modelsAreTestedOnKernelsThatTheyHaveNotSeen() throws IOException {
    system("gamma", 21);
    Path testOnly = data.resolve("delta/test");
    Files.createDirectories(testOnly.getParent());
    Files.move(data.resolve("gamma/test"), testOnly);
    Files.move(data.resolve("gamma"), folder.resolve("gamma"));

    experiment("kernels", "--steps", "5").ok();

    assertThat(document("kernels.json").path("cells").findValuesAsText("key"))
        .containsExactly(
            "alpha-from-alpha-seed1",
            "alpha-from-beta-seed1",
            "beta-from-alpha-seed1",
            "beta-from-beta-seed1",
            "delta-from-all-others-seed1",
            "delta-from-alpha-seed1",
            "delta-from-beta-seed1");
    assertThat(Files.readString(results.resolve("kernels.md"))).contains("| delta | all-others |");
    assertThat(Files.list(results.resolve("models"))).as("shared by cells").hasSize(3);

    experiment("kernels", "--steps", "5", "--only", "itself,solved").ok();
    JsonNode cells = document("kernels.json").path("cells");
    assertThat(cells.findValuesAsText("key"))
        .containsExactly("alpha-from-alpha-seed1", "beta-from-beta-seed1");
    assertThat(cells.get(0).path("result").fieldNames()).toIterable().containsExactly("solved");
  }

  @Test
  void probabilitiesAreJudgedOnTestDumps() throws IOException {
    experiment("calibration", "--steps", "120").ok();

    JsonNode rows = document("calibration.json").path("rows");
    assertThat(rows.findValuesAsText("type")).containsExactly("all types", "first", "second");
    JsonNode all = rows.get(0).path("CANDIDATES");
    assertThat(all.path("count").asInt()).isGreaterThan(50);
    JsonNode judged =
        document("calibration.json")
            .path("cells")
            .get(0)
            .path("result")
            .path("CANDIDATES")
            .path("all types");
    double chance = 0;
    for (JsonNode bin : judged.path("bins")) {
      double probability = bin.path("probability").asDouble();
      double count = bin.path("count").asDouble();
      assertThat(bin.path("share").asDouble()).isBetween(0.0, 1.0);
      // By how many of them chance errs where each is right with its probability.
      chance += Math.sqrt(probability * (1 - probability) * count);
    }
    assertThat(all.path("calibrationError").path("mean").asDouble())
        .as("no more than two samples as small as these may differ: %s", judged)
        .isPositive()
        .isLessThan(2 * chance / judged.path("count").asDouble());
  }

  @Test
  void theBundledDumpIsAttacked() throws IOException {
    Path test = Files.createDirectories(folder.resolve("real/bundled/test"));
    Path raw = Files.createDirectories(folder.resolve("real/bundled/raw"));
    Path samples = Path.of("..", "samples").toAbsolutePath();
    Files.copy(samples.resolve("linux-6.1-cloud.kdump"), raw.resolve("linux-6.1-cloud.kdump"));
    Files.copy(
        samples.resolve("linux-6.1-cloud.truth.jsonl"),
        test.resolve("linux-6.1-cloud.truth.jsonl"));
    Run.of("graph", raw.resolve("linux-6.1-cloud.kdump"), "-o", test).ok();
    Run.of(
            "experiment",
            "attacks",
            "--quick",
            "--model",
            Path.of("..", "models", "linux-x64.model"),
            "--data",
            folder.resolve("real"),
            "-o",
            results)
        .ok();

    Run.of(
            "experiment",
            "accuracy",
            "--model",
            Path.of("..", "models", "linux-x64.model"),
            "--data",
            folder.resolve("real"),
            "-o",
            results)
        .ok();
    assertThat(document("accuracy.json").path("rows").findValuesAsText("type"))
        .as("a system that is only tested on")
        .contains("task_struct");
    assertThat(Files.readString(results.resolve("accuracy.md"))).contains("A given model");

    for (JsonNode row : document("attacks.json").path("rows")) {
      String what = row.path("treatment").asText() + " " + row.path("type").asText();
      assertThat(row.path("recallBefore").asDouble()).as(what).isGreaterThan(0.97);
      if (row.path("treatment").asText().equals("UNLINKED")) {
        assertThat(row.path("recallAfter").asDouble()).as(what).isGreaterThan(0.95);
      }
    }
    Files.delete(raw.resolve("linux-6.1-cloud.kdump"));
    Run.of(
            "experiment",
            "attacks",
            "--model",
            Path.of("..", "models", "linux-x64.model"),
            "--data",
            folder.resolve("real"),
            "-o",
            results)
        .failed("bundled/raw: no dump 'linux-6.1-cloud'", "put it there");
  }

  @Test
  void faultsInTheDataAreTold() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Run.of("experiment", "accuracy", "--data", empty, "-o", results)
        .failed(empty + ": no system in it", "train, validation and test")
        .silent();
    experiment("accuracy", "--system", "gamma").failed("no system 'gamma'", "alpha, beta");
    Files.delete(data.resolve("beta/validation/beta-validation.truth.jsonl"));
    experiment("accuracy").failed("beta-validation.truth.jsonl: missing", "deepmem label").silent();
    Path cells = Files.createDirectories(results.resolve("accuracy/cells"));
    Path damaged = Files.writeString(cells.resolve("alpha-seed1.json"), "{\"key\":");
    experiment("accuracy", "--system", "alpha").failed(damaged + ": isn't JSON", "delete it");
    Path file = Files.createFile(folder.resolve("file"));
    Run.of("experiment", "accuracy", "--data", data, "--system", "alpha", "-o", file)
        .failed(file + ": is no folder");
  }
}
