package org.deepmem.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program run from start to end, as its user runs it.
///
/// @param seconds of wall time
/// @param anonymousBytes most of its anonymous memory (RssAnon), looked at every few milliseconds;
///   0 where the system doesn't tell
record ProcessRun(double seconds, long anonymousBytes) {
  private static final long INTERVAL = 5;

  /// Runs a command; its output goes nowhere.
  ///
  /// @throws IOException when it can't be run or fails
  static ProcessRun of(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    File errors = Files.createTempFile("benchmark", ".log").toFile();
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors);
    long began = System.nanoTime();
    Process process = builder.start();
    long most = 0;
    while (!process.waitFor(INTERVAL, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      most = Math.max(most, anonymous(process.pid()));
    }
    double seconds = (System.nanoTime() - began) * 1e-9;
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s ended with status %d, see %s"
              .formatted(String.join(" ", command), process.exitValue(), errors));
    }
    Files.delete(errors.toPath());
    return new ProcessRun(seconds, most);
  }

  /// The fastest of some runs, and the most memory of any.
  static ProcessRun best(int runs, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessRun best = new ProcessRun(Double.MAX_VALUE, 0);
    for (int run = 0; run < runs; run++) {
      ProcessRun one = of(environment, command);
      best =
          new ProcessRun(
              Math.min(best.seconds, one.seconds),
              Math.max(best.anonymousBytes, one.anonymousBytes));
    }
    return best;
  }

  /// RssAnon of a process in bytes; 0 when that can't be read.
  static long anonymous(long process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has just ended, or this isn't Linux
    }
  }
}
