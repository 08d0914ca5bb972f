package org.deepmem.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.deepmem.graph.GraphFile;
import org.deepmem.graph.MemoryGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models, graphs and truth files that are damaged or something else.
class BadDataTest {
  @TempDir Path folder;
  private Samples samples = new Samples(Path.of(""));
  private Path model = Path.of("");
  private Path output = Path.of("");

  @BeforeEach
  void samples() throws IOException {
    samples = new Samples(folder);
    model = samples.model();
    output = folder.resolve("new.model");
  }

  @ParameterizedTest
  @CsvSource({
    "CUT_OFF, cut off; make it again",
    "SHORT, make it again",
    "EMPTY, too short for a graph or model",
    "TEXT, no graph or model",
    "VERSION, version 9",
    "DIRECTORY, is a directory; name the file itself",
    "MISSING, no such file",
    "KIND, is a deepmem.other file"
  })
  void aModelIsRefused(Fault fault, String words) throws IOException {
    fault.apply(model);
    Run.of("scan", samples.dump(), "--model", model).failed(model + ": ", words).silent();
    Path data = samples.data();
    Run.of("evaluate", "--data", data, "--model", model).failed(model + ": ", words).silent();
  }

  @ParameterizedTest
  @CsvSource({
    "CUT_OFF, cut off; make it again",
    "SHORT, make it again",
    "EMPTY, too short for a graph or model",
    "TEXT, no graph or model",
    "VERSION, version 9",
    "DIRECTORY, is a directory; name the file itself",
    "KIND, is a deepmem.other file"
  })
  void aGraphIsRefused(Fault fault, String words) throws IOException {
    Path data = samples.data();
    Path graph = data.resolve("two.graph");
    fault.apply(graph);
    Run.of("evaluate", "--data", data, "--model", model).failed(graph + ": ", words).silent();
    Run.of("train", "--data", data, "-o", output).failed(graph + ": ", words).silent();
    nothingWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "[]", "{}", "{\"type\":\"task_struct\"}", "\u0000"})
  void aTruthFileIsRefused(String line) throws IOException {
    Path data = samples.data();
    Path truth = data.resolve("one.truth.jsonl");
    Files.writeString(truth, Files.readString(truth) + line + "\n");
    String[] words = {truth + ": line 2: ", "deepmem label"};
    Run.of("evaluate", "--data", data, "--model", model).failed(words).silent();
    Run.of("train", "--data", data, "-o", output).failed(words).silent();
    nothingWritten();
  }

  @Test
  void movedDumpsNeedMembersAndKeyNodesOfAnyLength() throws IOException {
    Path data = samples.data();
    Run.of("train", "--data", data, "--moved", data, "-o", output)
        .failed("--moved", "deepmem label")
        .silent();
    Run.of("train", "--data", data, "--moved", data, "--any-length", "0", "-o", output)
        .isWrongUsage("--moved");
    nothingWritten();
  }

  @Test
  void aFolderWithoutGraphsOrTruthIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path file = Files.createFile(folder.resolve("file"));
    Path data = samples.data();
    Files.delete(data.resolve("two.truth.jsonl"));
    for (String verb : new String[] {"train", "evaluate"}) {
      String option = verb.equals("train") ? "-o" : "--model";
      Path other = verb.equals("train") ? output : model;
      Run.of(verb, "--data", empty, option, other).failed(empty.toString(), "deepmem graph");
      Run.of(verb, "--data", file, option, other).failed(file + ": is no folder");
      Run.of(verb, "--data", folder.resolve("none"), option, other)
          .failed("no such file or folder");
      Run.of(verb, "--data", data, option, other)
          .failed(data.resolve("two.truth.jsonl") + ": missing", "deepmem label")
          .silent();
    }
    nothingWritten();
  }

  @Test
  void graphsOfAnotherSystemAreTold() throws IOException {
    Path linux = samples.data();
    Path data = Files.createDirectory(folder.resolve("windows"));
    MemoryGraph graph = GraphFile.read(linux.resolve("two.graph"));
    GraphFile.write(graph.withProvenance(Map.of("family", "windows-x86")), data.resolve("w.graph"));
    Files.copy(linux.resolve("one.truth.jsonl"), data.resolve("w.truth.jsonl"));
    Run.of("evaluate", "--data", data, "--model", model)
        .failed("is for linux-x64, the dump is of windows-x86")
        .silent();
    Run.of("train", "--data", linux + "," + data, "-o", output)
        .failed("linux-x64 and windows-x86")
        .silent();
    nothingWritten();
  }

  /// The bundled model of a family is found by its name.
  @ParameterizedTest
  @ValueSource(strings = {"../../outside", "/outside", "..", "a\u0000b", "C:x", "\u001b[2J", ""})
  void whatAGraphCallsItsSystemLeadsToNoFile(String family) throws IOException {
    Path data = samples.data();
    for (String name : new String[] {"one.graph", "two.graph"}) {
      MemoryGraph graph = GraphFile.read(data.resolve(name));
      GraphFile.write(graph.withProvenance(Map.of("family", family)), data.resolve(name));
    }
    Run.of("evaluate", "--data", data).failed("which is no system and CPU").silent();
  }

  @Test
  void aTypeThatNobodyKnowsIsTold() throws IOException {
    Path data = samples.data();
    Run.of("train", "--data", data, "-o", output, "--type", "dog").failed("dog", "check the name");
    Run.of("scan", samples.dump(), "--model", model, "--type", "dog")
        .failed("knows no type 'dog'", "task_struct")
        .silent();
    Run.of("evaluate", "--data", data, "--model", model, "--type", "dog")
        .failed("knows no type 'dog'", "task_struct")
        .silent();
    nothingWritten();
  }

  @Test
  void symbolFilesAreChecked() throws IOException {
    Path png = folder.resolve("symbols.png");
    Files.write(png, "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    for (Path file : new Path[] {png, folder.resolve("none")}) {
      Run.of("info", samples.dump(), "--symbols", file).failed(file.toString()).silent();
    }
    Run linux = Run.of("info", samples.dump(), "--symbols", folder).ok();
    Assertions.assertThat(linux.err()).contains("searched for Windows kernels only");
  }

  private void nothingWritten() throws IOException {
    try (var files = Files.list(folder)) {
      Assertions.assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain("new.model")
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  /// Ways in which a tensor file goes bad.
  enum Fault {
    CUT_OFF,
    SHORT,
    EMPTY,
    TEXT,
    VERSION,
    KIND,
    DIRECTORY,
    MISSING;

    void apply(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      switch (this) {
        case CUT_OFF -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        case SHORT -> Files.write(file, Arrays.copyOf(bytes, 100));
        case EMPTY -> Files.createFile(file);
        case TEXT -> Files.writeString(file, "Dear analyst, this is no tensor.");
        case VERSION -> write(file, text.replace("\"version\":\"1\"", "\"version\":\"9\""));
        case KIND -> write(file, text.replaceFirst("deepmem\\.(graph|model)", "deepmem.other"));
        case DIRECTORY -> Files.createDirectory(file);
        case MISSING -> {}
      }
    }

    private static void write(Path file, String text) throws IOException {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }
  }
}
