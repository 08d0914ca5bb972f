package org.deepmem.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.Utils;
import org.deepmem.ModelChoice;
import org.deepmem.cli.Fleet;
import org.deepmem.finding.RareItem;

/// The fleet on Spark: embedded, or as spark-submit has set it up.
public final class SparkFleet implements Fleet {
  /// For `ServiceLoader`.
  public SparkFleet() {}

  @Override
  public Outcome scan(Order asked, Consumer<String> progress) throws IOException {
    try (FleetSession session = FleetSession.open()) {
      JavaSparkContext spark = session.context();
      Configuration hadoop = session.hadoop();
      List<DumpSource> sources = DumpFiles.of(asked.inputs(), hadoop, progress);
      String output = Places.uri(asked.output(), hadoop);
      ResultFolder folder = ResultFolder.make(output, hadoop);
      try (ResultFolder.Lock lock = folder.lock()) {
        List<DoneDump> committed = DoneDump.in(folder, output, session.sql());
        FleetCommits commits = new FleetCommits(folder, committed);
        commits.clean();
        FleetOrder order = order(asked, output, spark, committed);
        List<DumpSource> before = asked.resume() ? known(sources, committed, order) : List.of();
        List<DumpSource> left = new ArrayList<>(sources);
        left.removeAll(before);
        return new FleetRun(spark, commits, order, progress).run(left, before);
      }
    }
  }

  private static FleetOrder order(
      Order asked, String output, JavaSparkContext spark, List<DoneDump> committed)
      throws IOException {
    Configuration hadoop = spark.hadoopConfiguration();
    Path scratch =
        Files.createTempDirectory(Path.of(Utils.getLocalDir(spark.getConf())), "deepmem-");
    ArrayList<String> symbols = new ArrayList<>();
    List<Path> symbolFiles = new ArrayList<>();
    for (String symbol : asked.symbols()) {
      String uri = Places.uri(symbol, hadoop);
      symbols.add(uri);
      symbolFiles.add(LocalCopies.kept(uri, hadoop, scratch));
    }
    Optional<String> model = Optional.empty();
    if (asked.model().isPresent()) {
      model = Optional.of(Places.uri(asked.model().get(), hadoop));
    }
    ModelChoice models =
        model.isPresent()
            ? new ModelChoice(Optional.of(LocalCopies.kept(model.get(), hadoop, scratch)), scratch)
            : BundledModels.unpack(scratch);
    HashMap<String, String> settings =
        new HashMap<>(ScanSettings.of(models, symbolFiles, asked.freed()));
    HashSet<String> done = new HashSet<>();
    HashSet<Long> lengths = new HashSet<>();
    for (DoneDump dump : committed) {
      if (dump.settings().equals(settings.get(dump.family()))) {
        done.add(dump.dump());
        lengths.add(dump.bytes());
      }
    }
    return new FleetOrder(
        output,
        asked.tool(),
        model.orElse(""),
        symbols,
        asked.freed(),
        settings,
        done,
        lengths,
        slots(spark),
        FleetOrder.entries(hadoop));
  }

  /// Tasks that a JVM runs at once; 0 where Spark leaves that to each machine.
  private static int slots(JavaSparkContext spark) {
    int each = Math.max(1, spark.getConf().getInt("spark.task.cpus", 1));
    int cores =
        spark.sc().isLocal()
            ? spark.defaultParallelism()
            : spark.getConf().getInt("spark.executor.cores", 0);
    return cores / each;
  }

  /// Files that look like dumps that are done by the present settings.
  private static List<DumpSource> known(
      List<DumpSource> sources, List<DoneDump> committed, FleetOrder order) {
    return sources.stream()
        .filter(
            source ->
                committed.stream()
                    .anyMatch(dump -> order.done().contains(dump.dump()) && dump.looksLike(source)))
        .toList();
  }

  @Override
  public List<RareItem> rare(String output, Optional<Integer> hosts, int limit) throws IOException {
    try (FleetSession session = FleetSession.open()) {
      new FleetTables(Places.uri(output, session.hadoop())).register(session.sql());
      return RareQuery.run(session.sql(), hosts, limit);
    }
  }
}
