package org.deepmem.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Measures what docs/performance.md has and prints it, as a table and as JSON.
///
/// Arguments: dumps of a 64-bit Linux, separated by commas, or a folder of such (by default the
/// bundled one); the JSON file to write, beside which a plot of the growth is drawn (by default
/// none). Start it when the machine has nothing else to do.
public final class Performance {
  private static final Path SAMPLE = Path.of("samples/linux-6.1-cloud.kdump");
  private static final Path TRUTH = Path.of("samples/linux-6.1-cloud.truth.jsonl");
  private static final int RUNS = 5;
  private static final int STARTS = 15;
  private static final int ROWS = 1_000_000;
  private static final long LARGE = 4L << 30;
  private static final double GIGABYTE = 1L << 30;

  private final List<Measured> measured = new ArrayList<>();
  private final GrowthPlot growth = new GrowthPlot();
  private double secondsAGigabyte;

  private Performance() {}

  /// Runs all measurements.
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Performance performance = new Performance();
    performance.start();
    for (Path dump : dumps(arguments.length > 0 ? arguments[0] : "")) {
      performance.scan(dump);
    }
    performance.network();
    if (arguments.length > 1 && !arguments[1].isEmpty()) {
      new JsonMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(Path.of(arguments[1]).toFile(), performance.measured);
      performance.growth.write(Path.of(arguments[1].replaceFirst("(\\.json)?$", "-growth.svg")));
    }
  }

  /// The smallest first.
  private static List<Path> dumps(String argument) throws IOException {
    List<Path> named =
        argument.isEmpty()
            ? List.of(SAMPLE)
            : Arrays.stream(argument.split(",")).map(Path::of).toList();
    List<Path> dumps = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files.filter(file -> file.toString().matches(".*\\.(elf|lime|raw)")).forEach(dumps::add);
        }
      } else {
        dumps.add(path);
      }
    }
    dumps.sort((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()));
    return dumps;
  }

  private void add(Measured figure) {
    if (measured.isEmpty()) {
      System.out.println("| what | measured | target | reached |");
      System.out.println("|---|---:|---|---|");
    }
    measured.add(figure);
    System.out.println(figure.row());
  }

  private void start() throws IOException, InterruptedException {
    ProcessRun help = ProcessRun.best(STARTS, Map.of(), List.of("./deepmem", "--help"));
    add(Measured.atMost("`deepmem --help`", help.seconds(), "s", 0.25));
    ProcessRun sample =
        ProcessRun.best(RUNS, Map.of(), List.of("./deepmem", "scan", SAMPLE.toString()));
    add(Measured.atMost("scan of the bundled dump", sample.seconds(), "s", 1));
  }

  /// A whole scan in a cold JVM, and the graph in a warm one.
  private void scan(Path dump) throws IOException, InterruptedException {
    boolean large = Files.size(dump) > LARGE;
    Map<String, String> environment = large ? Map.of("DEEPMEM_JAVA_OPTIONS", "-Xmx4g") : Map.of();
    List<String> command = List.of("./deepmem", "scan", dump.toString(), "--format", "jsonl");
    ProcessRun run = ProcessRun.best(large ? 1 : RUNS, environment, command);
    double gigabytes = Files.size(dump) / GIGABYTE;
    growth.add(gigabytes, run);
    String name = "%.2f GB".formatted(gigabytes) + (large ? ", -Xmx4g" : "");
    double most = secondsFor(gigabytes);
    add(
        most > 0
            ? Measured.atMost("scan, cold, " + name, run.seconds(), "s", most)
            : Measured.of("scan, cold, " + name, run.seconds(), "s"));
    if (gigabytes >= 0.9 && secondsAGigabyte == 0) {
      secondsAGigabyte = run.seconds() / gigabytes;
    }
    if (large) {
      add(Measured.of("its anonymous memory", run.anonymousBytes() / GIGABYTE, "GB"));
      return;
    }
    GraphRate graph = GraphRate.of(dump);
    double allowed = (600L << 20) + graph.graphBytes() + 512.0 * graph.nodes();
    add(Measured.of("its nodes", graph.nodes() * 1e-6, "million"));
    add(
        Measured.atMost(
            "its anonymous memory", run.anonymousBytes() / GIGABYTE, "GB", allowed / GIGABYTE));
    add(Measured.atLeast("graph, warm, " + name, graph.rate() / GIGABYTE, "GB/s", 1));
    add(Measured.of("graph over reading the bytes", graph.overReading(), "ratio"));
  }

  /// What a scan of so much memory may take; 0 where nothing is asked.
  private double secondsFor(double gigabytes) {
    if (secondsAGigabyte > 0) {
      return secondsAGigabyte * gigabytes;
    }
    return Math.abs(gigabytes - 0.25) < 0.05 ? 2.5 : Math.abs(gigabytes - 1) < 0.2 ? 5 : 0;
  }

  private void network() throws Exception {
    ForwardPassRate.Result pass = ForwardPassRate.ofAMillionNodes();
    add(Measured.of("OpenBLAS, n×64 by 64×64", pass.matrixRate() * 1e-9, "GFLOP/s"));
    add(Measured.atLeast("embedding and scoring over it", pass.ratio(), "ratio", 0.65));
    TrainingRate training = TrainingRate.of(SAMPLE, TRUTH);
    int threads = Runtime.getRuntime().availableProcessors();
    double over = training.overProducts(MatrixRate.best(ROWS, threads, RUNS));
    add(Measured.atMost("training over its products", over, "ratio", 2.5));
  }
}
