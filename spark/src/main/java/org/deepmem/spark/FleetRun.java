package org.deepmem.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deepmem.cli.Fleet;

/// Has dumps scanned, and commits what comes back.
///
/// Each dump is a job of one task. Jobs are served in the order in which they are handed in, the
/// longest dump first; and one that ends its executor again and again fails alone.
final class FleetRun {
  private final JavaSparkContext spark;
  private final FleetCommits commits;
  private final FleetOrder order;
  private final Consumer<String> progress;
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
  private int told;
  private int done;
  private int skipped;
  private int failed;

  /// What came back of a dump.
  private record Finished(DumpSource source, DumpOutcome outcome) {}

  FleetRun(
      JavaSparkContext spark, FleetCommits commits, FleetOrder order, Consumer<String> progress) {
    this.spark = spark;
    this.commits = commits;
    this.order = order;
    this.progress = progress;
  }

  /// Scans dumps.
  ///
  /// @param sources to be scanned, in this order
  /// @param before dumps that are known to be done
  /// @throws IOException when the tables can't be written, or Spark has ended
  Fleet.Outcome run(List<DumpSource> sources, List<DumpSource> before) throws IOException {
    try {
      return scan(sources, before);
    } catch (IllegalStateException e) {
      // What Spark throws at whoever calls it after its end.
      if (spark.sc().isStopped()) {
        throw ended(e);
      }
      throw e;
    }
  }

  private static IOException ended(Throwable cause) {
    return new IOException(
        "Spark has ended before all dumps were done; its own log says why. Run the same again with"
            + " --resume",
        cause);
  }

  private Fleet.Outcome scan(List<DumpSource> sources, List<DumpSource> before) throws IOException {
    int all = sources.size() + before.size();
    for (DumpSource source : before) {
      commits.succeeded(source);
      skipped++;
      tell(source, "skipped, since it is done", all);
    }
    Broadcast<FleetOrder> shared = spark.broadcast(order);
    List<Thread> waiting = new ArrayList<>();
    for (DumpSource source : sources) {
      spark.setJobDescription(source.path());
      JavaFutureAction<List<DumpOutcome>> job =
          spark.parallelize(List.of(source), 1).map(new DumpTask(shared)).collectAsync();
      waiting.add(Thread.ofVirtual().start(() -> finished.add(await(source, job))));
    }
    try {
      for (int i = 0; i < sources.size(); i++) {
        Finished next = finished.take();
        if (spark.sc().isStopped()) {
          throw ended(new IllegalStateException(next.outcome().told()));
        }
        tell(next.source(), settle(next), all);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; run the same again with --resume", e);
    } finally {
      waiting.forEach(Thread::interrupt);
    }
    return new Fleet.Outcome(done, skipped, failed);
  }

  private Finished await(DumpSource source, JavaFutureAction<List<DumpOutcome>> job) {
    try {
      return new Finished(source, job.get().getFirst());
    } catch (ExecutionException e) {
      return lost(source, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lost(source, "the run was ended");
    }
  }

  /// A dump whose task failed as often as Spark tries: its machine was lost with it, each time.
  private Finished lost(DumpSource source, String why) {
    String reason =
        FailureReason.shortened(
            "its task was lost each time it was tried, maybe for want of memory: " + why);
    try {
      byte[] row = FleetRows.failure(source, reason, order.tool(), Instant.now());
      return new Finished(source, DumpOutcome.failed(row, "failed: " + reason));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Commits what came back, and returns what to say of it.
  private String settle(Finished next) throws IOException {
    DumpSource source = next.source();
    DumpOutcome outcome = next.outcome();
    switch (outcome.kind()) {
      case DONE -> {
        // Two files of one content: one dump, whose first row stays.
        if (commits.has(outcome)) {
          commits.drop(outcome);
          commits.succeeded(source);
          skipped++;
          return "skipped, since it has the same content as one that is done";
        }
        commits.commit(source, outcome);
        done++;
      }
      case SKIPPED -> {
        commits.succeeded(source);
        skipped++;
      }
      case FAILED -> {
        commits.fail(source, outcome.row());
        failed++;
      }
    }
    return outcome.told();
  }

  private void tell(DumpSource source, String what, int all) {
    progress.accept("%d of %d: %s: %s".formatted(++told, all, source.path(), what));
  }
}
