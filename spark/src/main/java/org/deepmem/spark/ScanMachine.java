package org.deepmem.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;
import org.deepmem.ModelChoice;
import org.deepmem.model.WarmUp;
import org.deepmem.symbols.SymbolFiles;
import org.jspecify.annotations.Nullable;

/// What the tasks of one JVM share: models and symbols on its disk, and the gate to its heap.
///
/// @param models unpacked, or the one that was named
/// @param symbols files and folders
/// @param symbolFiles the same, read
/// @param gate to the heap
/// @param scratch folder for copies, which Spark deletes when the program ends
record ScanMachine(
    ModelChoice models, List<Path> symbols, SymbolFiles symbolFiles, HeapGate gate, Path scratch) {
  private static @Nullable ScanMachine present;
  private static @Nullable FleetOrder presentOrder;

  /// The JVM's own, made when it is first asked for, or for another order.
  static synchronized ScanMachine of(FleetOrder order) throws IOException {
    ScanMachine machine = present;
    if (machine == null || !order.sameMachine(presentOrder)) {
      machine = make(order);
      WarmUp.start();
      present = machine;
      presentOrder = order;
    }
    return machine;
  }

  private static ScanMachine make(FleetOrder order) throws IOException {
    Configuration hadoop = order.configuration();
    Path scratch =
        Files.createTempDirectory(Path.of(Utils.getLocalDir(SparkEnv.get().conf())), "deepmem-");
    ModelChoice models =
        order.model().isEmpty()
            ? BundledModels.unpack(Files.createTempDirectory(scratch, "models-"))
            : new ModelChoice(
                Optional.of(LocalCopies.kept(order.model(), hadoop, scratch)), scratch);
    List<Path> symbols = new ArrayList<>();
    for (String symbol : order.symbols()) {
      symbols.add(LocalCopies.kept(symbol, hadoop, scratch));
    }
    return new ScanMachine(
        models,
        symbols,
        SymbolFiles.open(symbols),
        new HeapGate(
            Runtime.getRuntime().maxMemory(),
            order.slots() > 0 ? order.slots() : Runtime.getRuntime().availableProcessors()),
        scratch);
  }
}
