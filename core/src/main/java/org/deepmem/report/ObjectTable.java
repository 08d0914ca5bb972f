package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.deepmem.detection.DetectedObject;

/// Objects as columns for a person.
final class ObjectTable {
  private static final String ROW = "%-15s %-18s %-12s %7s %5s  %s%n";

  void write(List<DetectedObject> objects, Writer out) throws IOException {
    out.write(ROW.formatted("type", "virtual address", "physical", "score", "votes", "names"));
    for (DetectedObject object : objects) {
      out.write(
          ROW.formatted(
              HarmlessText.of(object.type()),
              Hexadecimal.of(object.virtualAddress()),
              object.physicalAddress().isPresent()
                  ? "0x%x".formatted(object.physicalAddress().getAsLong())
                  : "-",
              "%.2f".formatted(object.score()),
              object.votes(),
              Names.line(object.names())));
    }
  }
}
