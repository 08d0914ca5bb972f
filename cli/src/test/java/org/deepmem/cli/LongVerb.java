package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.graph.GraphFile;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.TruthFile;
import org.deepmem.training.PlantedGraph;

/// The verbs that take long, each with what it reads and writes.
enum LongVerb {
  SCAN("scan DUMP -o OUT/objects.jsonl --format jsonl --report OUT/objects.html", 2),
  PARQUET("scan DUMP -o OUT/objects.parquet --format parquet --layout OUT/layout.json", 2),
  GRAPH("graph DUMP -o OUT", 1),
  LABEL("label DUMP -o OUT", 1),
  TRAIN("train --data DATA --validation CHECK -o OUT/new.model --steps 200", 1),
  RESUME(
      "train --data DATA --validation CHECK -o OUT/new.model --steps 90 --checkpoint OUT/x.checkpoint",
      1),
  EXPERIMENT("experiment accuracy --data SYSTEMS -o OUT --quick --steps 60", 3),
  CONVERT("lab convert DUMP -o OUT/copy.lime --format lime", 1),
  COMPRESS("lab convert DUMP -o OUT/copy.kdump --format kdump", 1),
  ATTACK("lab attack DUMP -o OUT/copy.lime --unlink-task 97", 2),
  RELAYOUT("lab relayout DUMP -o OUT/copy.lime --truth TRUTH", 2),
  SYNTHESIZE("lab synthesize -o OUT/made.raw --system win7sp1x86 --memory 192M --processes 20", 3),
  DEMO("demo -o OUT", 3);

  private static final Path DUMP = Home.path("samples/linux-6.1-cloud.kdump");
  private static final Path TRUTH = Home.path("samples/linux-6.1-cloud.truth.jsonl");

  private final String command;

  private final int files;

  LongVerb(String command, int files) {
    this.command = command;
    this.files = files;
  }

  /// The command line.
  ///
  /// @param out folder of all that it writes
  /// @param data as [#makeGraphs] made it
  List<String> arguments(Path out, Path data) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(
          word.replace("OUT", out.toString())
              .replace("DUMP", DUMP.toString())
              .replace("TRUTH", TRUTH.toString())
              .replace("DATA", data.resolve("alpha/train").toString())
              .replace("CHECK", data.resolve("alpha/validation").toString())
              .replace("SYSTEMS", data.toString()));
    }
    return words;
  }

  /// How many files it leaves, at least.
  int files() {
    return files;
  }

  /// Makes the graphs that some of them read.
  static void makeGraphs(Path data) throws IOException {
    int seed = 1;
    for (String part : List.of("train", "validation", "test")) {
      Path target = Files.createDirectories(data.resolve("alpha").resolve(part));
      GraphTruth truth = PlantedGraph.truth("alpha-" + part, 1500, seed++);
      GraphFile.write(truth.graph(), target.resolve(truth.name() + ".graph"));
      TruthFile.write(target.resolve(truth.name() + ".truth.jsonl"), truth.objects());
    }
  }
}
