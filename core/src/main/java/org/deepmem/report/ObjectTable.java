package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;

/// Objects as columns for a person.
final class ObjectTable {
  private static final String ROW = "%-15s %-5s %-10s %-18s %-12s %8s %6s %5s  %s%n";

  private ObjectTable() {}

  static void write(ScanResult result, Writer out) throws IOException {
    out.write(
        ROW.formatted(
            "type",
            "state",
            "finding",
            "virtual address",
            "physical",
            "score",
            "sure",
            "votes",
            "names"));
    for (FoundObject found : result.objects()) {
      DetectedObject object = found.object();
      out.write(
          ROW.formatted(
              HarmlessText.of(object.type()),
              Words.of(object.state()),
              Words.of(found.finding()).orElse("-"),
              Hexadecimal.of(object.virtualAddress()),
              object.physicalAddress().isPresent()
                  ? "0x%x".formatted(object.physicalAddress().getAsLong())
                  : "-",
              "%.2f".formatted(object.score()),
              object.probability().isPresent() ? sure(object.probability().getAsDouble()) : "-",
              object.votes(),
              Names.line(object.names())));
    }
  }

  /// Three decimals, cut off: only what is sure beyond them is 1.
  private static String sure(double probability) {
    return "%.3f".formatted(Math.floor(probability * 1000) / 1000);
  }
}
