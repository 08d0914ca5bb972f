package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.graph.GraphFile;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.TruthFile;
import org.deepmem.training.PlantedGraph;

/// A program that runs every verb but `lab capture`, each of which must end well, so that what they
/// do to the machine can be watched from outside.
final class EveryVerb {
  private static final Path DUMP = Home.path("samples/linux-6.1-cloud.kdump");
  private static final Path TRUTH = Home.path("samples/linux-6.1-cloud.truth.jsonl");

  private final Path work;
  private final Path said;
  private int runs;

  private EveryVerb(Path work, Path said) {
    this.work = work;
    this.said = said;
  }

  /// @param arguments a folder for what the verbs write, and one for what they say
  public static void main(String[] arguments) throws IOException {
    EveryVerb all = new EveryVerb(Path.of(arguments[0]), Path.of(arguments[1]));
    all.analyst();
    all.researcher();
    all.lab();
  }

  private void analyst() throws IOException {
    Samples samples = new Samples(said);
    Path small = samples.dump();
    Path model = samples.model();
    verb("info", small, "--model", model);
    for (String format : List.of("table", "csv", "timeline", "json", "jsonl")) {
      verb("scan", small, "--model", model, "--format", format, "-o", work.resolve(format));
    }
    Path layout = work.resolve("layout.json");
    Path map = Files.writeString(said.resolve("System.map"), "ffffffff81000000 T _text\n");
    verb(
        Run.words(
            "scan --format parquet --report " + work.resolve("page.html"),
            "--layout",
            layout,
            "-o",
            work.resolve("parquet"),
            "--symbols",
            map,
            "--model",
            model,
            small));
    verb("lab", "layout", small, "--layout", layout);
    verb("demo", "-o", work.resolve("demo/results"));
    List<String> found = Files.readAllLines(work.resolve("demo/results/objects.jsonl"));
    verb("explain", DUMP, found.get(1).replaceAll(".*Address\":\"(0xff[0-9a-f]+)\".*", "$1"));
    Path jsonl = work.resolve("jsonl");
    verb("diff", jsonl, small, "--model", model, "--format", "json");
  }

  private void researcher() throws IOException {
    Path data = work.resolve("made/data");
    verb("graph", said.resolve("tiny.lime"), "-o", data);
    verb("label", said.resolve("tiny.lime"), "-o", data);
    verb("evaluate", "--data", data, "--model", said.resolve("tiny.model"));
    Path systems = said.resolve("systems"); // made by the test, not by a verb
    for (String part : List.of("train", "validation", "test")) {
      Path folder = Files.createDirectories(systems.resolve("alpha").resolve(part));
      GraphTruth truth = PlantedGraph.truth("alpha-" + part, 500, part.length());
      GraphFile.write(truth.graph(), folder.resolve(truth.name() + ".graph"));
      TruthFile.write(folder.resolve(truth.name() + ".truth.jsonl"), truth.objects());
    }
    Path train = systems.resolve("alpha/train");
    Object[] places = {
      "--validation",
      systems.resolve("alpha/validation"),
      "--checkpoint",
      work.resolve("checkpoint"),
      "-o",
      work.resolve("new.model")
    };
    verb(Run.words("train --steps 2 --data " + train, places));
    Path figures = work.resolve("figures");
    verb(Run.words("experiment accuracy --quick --steps 2 --data", systems, "-o", figures));
  }

  private void lab() {
    verb(Run.words("lab convert --format raw --filter zero -o", work.resolve("raw"), DUMP));
    verb(Run.words("lab attack --unlink-task 2 -o", work.resolve("attacked.lime"), DUMP));
    verb(Run.words("lab relayout --truth " + TRUTH + " -o", work.resolve("relaid.lime"), DUMP));
    Path windows = work.resolve("windows.raw");
    verb(
        Run.words(
            "lab synthesize --system win7sp1x86 --world server --memory 256M --processes 16 -o",
            windows));
    verb("info", windows, "--symbols", work);
  }

  /// Runs a verb and keeps what it says.
  private void verb(Object... words) {
    Run run = Run.of(words);
    if (run.status() != 0) {
      throw new AssertionError(run.command() + ": " + run.err());
    }
    String name = "%02d-%s".formatted(runs++, words[0]);
    try {
      Files.writeString(said.resolve(name), run.out() + run.err());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
