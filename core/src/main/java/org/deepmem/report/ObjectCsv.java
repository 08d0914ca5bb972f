package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;

/// Objects as comma-separated values (RFC 4180), lines ended by CR LF. No cell is a formula
/// ([CellText]); a score that is negative begins with a sign, and is a number.
final class ObjectCsv {
  private ObjectCsv() {}

  static void write(ScanResult result, Writer out) throws IOException {
    out.write(
        "dump,type,state,finding,virtualAddress,physicalAddress,size,score,probability,votes,"
            + "detected,views,names\r\n");
    String dump = quoted(result.dump().file());
    for (FoundObject found : result.objects()) {
      DetectedObject object = found.object();
      out.write(
          String.join(
              ",",
              dump,
              quoted(object.type()),
              Words.of(object.state()),
              Words.of(found.finding()).orElse(""),
              Hexadecimal.of(object.virtualAddress()),
              object.physicalAddress().isPresent()
                  ? Hexadecimal.of(object.physicalAddress().getAsLong())
                  : "",
              Integer.toString(object.size()),
              String.format(Locale.ROOT, "%.4f", object.score()),
              object.probability().isPresent()
                  ? String.format(Locale.ROOT, "%.4f", object.probability().getAsDouble())
                  : "",
              Integer.toString(object.votes()),
              Boolean.toString(found.detected()),
              String.join(" ", Words.of(found.views())),
              quoted(Names.raw(object.names()))));
      out.write("\r\n");
    }
  }

  /// A field whose text comes from the dump. Quoted always.
  static String quoted(String text) {
    return '"' + CellText.of(text).replace("\"", "\"\"") + '"';
  }
}
