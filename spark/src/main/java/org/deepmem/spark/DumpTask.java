package org.deepmem.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.deepmem.Dump;
import org.deepmem.DumpScanner;
import org.deepmem.ModelChoice;
import org.deepmem.files.Sha256;
import org.deepmem.finding.Finding;
import org.deepmem.finding.ScanResult;
import org.deepmem.graph.HeapShare;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.Kernel;
import org.deepmem.report.parquet.ObjectParquet;

/// Scans one dump, on whatever machine Spark has it done. A dump that can't be scanned is an
/// outcome as any other: the task fails only if its machine does.
record DumpTask(Broadcast<FleetOrder> order) implements Function<DumpSource, DumpOutcome> {
  @Override
  public DumpOutcome call(DumpSource source) throws IOException {
    FleetOrder told = order.value();
    try {
      return scan(source, told);
    } catch (InterruptedException | IOException | RuntimeException e) {
      if (TaskContext.get().isInterrupted() || e instanceof InterruptedException) {
        throw new TaskKilledException("the run was ended");
      }
      return failed(source, told, e);
    } catch (OutOfMemoryError | StackOverflowError | InternalError e) {
      return failed(source, told, e);
    }
  }

  private static DumpOutcome failed(DumpSource source, FleetOrder told, Throwable failure)
      throws IOException {
    String reason = FailureReason.of(failure, source);
    return DumpOutcome.failed(
        FleetRows.failure(source, reason, told.tool(), Instant.now()), "failed: " + reason);
  }

  private static DumpOutcome scan(DumpSource source, FleetOrder told)
      throws IOException, InterruptedException {
    if (source.bytes() == DumpSource.MISSING) {
      throw new IOException("no such file; check the list");
    }
    ScanMachine machine = ScanMachine.of(told);
    try (LocalCopies.LocalDump dump =
        LocalCopies.dump(source, told.configuration(), machine.scratch())) {
      Optional<String> hash = dump.sha256();
      if (hash.isEmpty() && told.lengths().contains(source.bytes())) {
        hash = Optional.of(Sha256.of(dump.path()));
      }
      if (hash.isPresent() && told.done().contains(hash.get())) {
        return DumpOutcome.skipped(hash.get(), "skipped, since it is done");
      }
      return machine
          .gate()
          .run(memory(dump.path()), share -> scan(source, dump.path(), told, machine, share));
    }
  }

  /// Bytes of physical memory in a dump: of a compressed one more than the file has.
  private static long memory(Path dump) throws IOException {
    try (MemoryImage image = MemoryImages.open(dump)) {
      return image.presentBytes();
    }
  }

  private static DumpOutcome scan(
      DumpSource source, Path file, FleetOrder told, ScanMachine machine, long share)
      throws IOException {
    return HeapShare.<DumpOutcome, IOException>with(
        share,
        () -> {
          long began = System.nanoTime();
          try (Dump dump = Dump.open(file, machine.symbolFiles())) {
            ModelChoice.Chosen model =
                machine.models().read(dump.family(), dump.release().stream().toList());
            DumpScanner.Wanted wanted =
                new DumpScanner.Wanted(told.tool(), true, told.freed(), true, true, true);
            DumpScanner.Scanned scanned =
                new DumpScanner(wanted, DumpScanner::plainly).scan(dump, model, found -> true);
            return write(source, told, scanned, began);
          }
        });
  }

  private static DumpOutcome write(
      DumpSource source, FleetOrder told, DumpScanner.Scanned scanned, long began)
      throws IOException {
    ScanResult result = scanned.result();
    String sha256 =
        result
            .dump()
            .sha256()
            .orElseThrow(() -> new IOException("can't all be read; copy it again"));
    String settings = told.settings().getOrDefault(result.dump().family(), "");
    String scan = FleetRows.scan(sha256, settings, told.tool());
    String aside =
        "%s/%s-%d.part".formatted(ResultFolder.ASIDE, scan, TaskContext.get().taskAttemptId());
    ResultFolder folder = ResultFolder.of(told.output(), told.configuration());
    folder.write(aside, out -> ObjectParquet.write(result, out));
    double seconds = (System.nanoTime() - began) / 1e9;
    String host = Hosts.of(scanned.kernel().flatMap(Kernel::host), source);
    byte[] row = FleetRows.dump(source, result, scan, host, settings, seconds);
    String line =
        String.format(
            Locale.ROOT,
            "done, %,d objects, %d hidden, %d fabricated, %.1f s",
            result.objects().size(),
            result.count(Finding.HIDDEN),
            result.count(Finding.FABRICATED),
            seconds);
    return DumpOutcome.done(sha256, scan, aside, row, line);
  }
}
