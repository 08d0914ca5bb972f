package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.GraphFile;
import org.deepmem.graph.MemoryGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which of the bundled models is taken: the bundled dump's graph, as it is and as of a kernel that
/// no model learnt from. Asking for a type that no model knows has the model's name in the answer.
class ModelChoiceTest {
  private static final Path DUMP = Path.of("..", "samples", "linux-6.1-cloud.kdump");
  private static final Path TRUTH = Path.of("..", "samples", "linux-6.1-cloud.truth.jsonl");

  @TempDir Path folder;

  @Test
  void kernelsThatAModelKnowsAreLeftToIt() throws IOException {
    assertThat(modelFor(Map.of())).contains("linux-x64.model");
    assertThat(modelFor(Map.of("kernel", "9.9.0-1-amd64"))).contains("linux-x64-unseen.model");
    assertThat(Run.of("info", DUMP).ok().out()).contains("linux-x64.model: 15 types");
  }

  @Test
  void aModelThatIsGivenIsTaken() throws IOException {
    graph(Map.of("kernel", "9.9.0-1-amd64"));
    Path given = Path.of("..", "models", "linux-x64.model");
    Run.of("evaluate", "--data", folder, "--type", "nothing", "--model", given)
        .failed(given + ": knows no type");
  }

  private String modelFor(Map<String, String> provenance) throws IOException {
    graph(provenance);
    Run refused = Run.of("evaluate", "--data", folder, "--type", "nothing");
    refused.failed("knows no type 'nothing'");
    return refused.err();
  }

  private void graph(Map<String, String> provenance) throws IOException {
    Path file = folder.resolve("linux-6.1-cloud.graph");
    Run.of("graph", DUMP, "-o", folder).ok();
    MemoryGraph graph = GraphFile.read(file);
    Map<String, String> changed = new HashMap<>(graph.provenance());
    changed.putAll(provenance);
    GraphFile.write(graph.withProvenance(changed), file);
    Files.write(folder.resolve("linux-6.1-cloud.truth.jsonl"), List.of(firstLine()));
  }

  private static String firstLine() throws IOException {
    try (var lines = Files.lines(TRUTH)) {
      return lines.findFirst().orElseThrow();
    }
  }
}
