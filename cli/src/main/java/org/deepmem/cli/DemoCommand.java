package org.deepmem.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deepmem.Dump;
import org.deepmem.DumpScan;
import org.deepmem.ModelEvaluation;
import org.deepmem.ObjectDetector;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Detection;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.files.AsideFile;
import org.deepmem.files.OwnerOnly;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelViews;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.TruthFile;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.deepmem.report.EvaluationReport;
import org.deepmem.report.ObjectFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `deepmem demo`: the whole flow on what is bundled.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Scans the bundled dump with the bundled model and compares with its truth.",
    footer = {"", "Example: deepmem demo"})
final class DemoCommand implements Callable<Integer> {
  private static final Path DUMP = Home.path("samples/linux-6.1-cloud.kdump");
  private static final Path TRUTH = Home.path("samples/linux-6.1-cloud.truth.jsonl");
  private static final Path MODEL = Home.path("models/linux-x64.model");
  private static final String OBJECTS = "objects.jsonl";
  private static final int TASKS_SHOWN = 12;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "demo",
      paramLabel = "DIR",
      description = "Folder for the results (${DEFAULT-VALUE}).")
  private Path output = Path.of("");

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    Instant started = Instant.now();
    long began = System.nanoTime();
    OwnerOnly.folder(output);
    AsideFile.check(output.resolve(OBJECTS));
    GnnModel model = ModelFile.read(MODEL);
    try (Dump dump = Dump.open(DUMP)) {
      Kernel kernel = dump.kernel();
      MemoryGraph graph = dump.graph(model.cut());
      console.out(
          "%s: Linux %s, %,d MB present, %,d nodes",
          DUMP, kernel.release(), dump.image().presentBytes() >> 20, graph.nodes());
      ObjectDetector detector = new ObjectDetector(model);
      Detection found = detector.detect(graph);
      KernelViews views = kernel.views();
      List<FoundObject> objects = dump.crossViewed(found, kernel, views, false);
      console.out(
          "%s: %,d objects of %d types, in %.1f s%n",
          MODEL, objects.size(), model.types().size(), (System.nanoTime() - began) * 1e-9);

      GraphTruth truth = new GraphTruth("demo", graph, TruthFile.read(TRUTH));
      Evaluation evaluation = ModelEvaluation.of(truth, found);
      console.out("Against what the kernel's own structures say (%s):%n", TRUTH);
      console.write(out -> out.write(EvaluationReport.table(evaluation) + "\n"));
      showTasks(objects);
      try (DumpScan scan = new DumpScan(dump, origin())) {
        writeResults(
            scan.result(
                objects, Optional.of(kernel), views.asked(), started, true, kernel.warnings()),
            evaluation);
      }
    }
    console.out("Try next:");
    console.out("  ./deepmem info %s", DUMP);
    console.out("  ./deepmem scan %s --type tcp_sock", DUMP);
    console.out("  ./deepmem scan YOUR.dump --format jsonl > objects.jsonl");
    return 0;
  }

  private void showTasks(List<FoundObject> objects) {
    List<DetectedObject> tasks =
        objects.stream()
            .map(FoundObject::object)
            .filter(object -> object.type().equals("task_struct"))
            .toList();
    console.out("Some of the %d tasks found:%n", tasks.size());
    console.out("  %7s  %-16s  %s", "PID", "command", "task_struct at");
    tasks.stream()
        .skip(Math.max(0, tasks.size() - TASKS_SHOWN))
        .forEach(
            task -> {
              Map<String, String> names = task.names();
              console.out(
                  "  %7s  %-16s  0x%016x",
                  names.getOrDefault("pid", "?"),
                  names.getOrDefault("comm", "?"),
                  task.virtualAddress());
            });
  }

  private static DumpScan.Origin origin() {
    return new DumpScan.Origin(VersionProvider.title(), MODEL, true);
  }

  private void writeResults(ScanResult result, Evaluation evaluation) throws IOException {
    write(OBJECTS, out -> ObjectFormat.JSONL.write(result, out));
    write("objects.csv", out -> ObjectFormat.CSV.write(result, out));
    write("evaluation.json", out -> out.write(EvaluationReport.json(evaluation)));
    console.out("%nWritten: %s%n", output.resolve("{objects.jsonl,objects.csv,evaluation.json}"));
  }

  private void write(String name, Console.Results results) throws IOException {
    AsideFile.write(
        output.resolve(name),
        aside -> {
          try (BufferedWriter out = Files.newBufferedWriter(aside)) {
            results.write(out);
          }
        });
  }
}
