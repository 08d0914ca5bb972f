package org.deepmem.benchmarks;

import java.util.List;
import java.util.Map;

/// Times a scan of a dump against another program that reads it, whole processes in turns, and
/// prints the best of each and their ratio.
///
/// Arguments: a dump; the other program's command line for `sh`, in which `{}` stands for the dump;
/// how often each runs (3).
public final class Comparison {
  private Comparison() {}

  /// Runs the measurement.
  public static void main(String[] arguments) throws Exception {
    String dump = arguments[0];
    List<String> other = List.of("sh", "-c", arguments[1].replace("{}", dump));
    List<String> scan = List.of("./deepmem", "scan", dump, "--format", "jsonl");
    int runs = arguments.length > 2 && !arguments[2].isEmpty() ? Integer.parseInt(arguments[2]) : 3;
    double ours = Double.MAX_VALUE;
    double theirs = Double.MAX_VALUE;
    for (int run = 0; run < runs; run++) {
      ours = Math.min(ours, ProcessRun.of(Map.of(), scan).seconds());
      theirs = Math.min(theirs, ProcessRun.of(Map.of(), other).seconds());
    }
    System.out.printf("deepmem scan   %8.2f s%n", ours);
    System.out.printf("the other      %8.2f s%n", theirs);
    System.out.printf("ratio          %8.1f%n", theirs / ours);
  }
}
