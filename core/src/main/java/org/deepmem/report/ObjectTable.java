package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.kernel.View;

/// Objects as columns for a person.
final class ObjectTable {
  private static final String ROW = "%-15s %-5s %-10s %-6s %-18s %-12s %8s %6s %5s  %s%n";

  private ObjectTable() {}

  static void write(ScanResult result, Writer out) throws IOException {
    out.write(
        ROW.formatted(
            "type",
            "state",
            "finding",
            "seen",
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
              seen(found, result.asked()),
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

  /// A letter for each that sees it, `-` where it doesn't, a blank for a view that wasn't asked: D
  /// is DeepMem, L lists, T tables, H handles, R references, A the allocator.
  private static String seen(FoundObject found, Set<View> asked) {
    StringBuilder seen = new StringBuilder(found.detected() ? "D" : "-");
    for (View view : View.values()) {
      char letter = Character.toUpperCase(view.label().charAt(0));
      seen.append(found.views().contains(view) ? letter : asked.contains(view) ? '-' : ' ');
    }
    return seen.toString();
  }

  /// Three decimals, cut off: only what is sure beyond them is 1.
  private static String sure(double probability) {
    return "%.3f".formatted(Math.floor(probability * 1000) / 1000);
  }
}
