package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.deepmem.detection.DetectedObject;

/// Objects as comma-separated values (RFC 4180), lines ended by CR LF.
final class ObjectCsv {
  private ObjectCsv() {}

  static void write(List<DetectedObject> objects, Writer out) throws IOException {
    out.write("type,state,virtualAddress,physicalAddress,size,score,probability,votes,names\r\n");
    for (DetectedObject object : objects) {
      out.write(
          String.join(
              ",",
              quoted(HarmlessText.of(object.type())),
              StateName.of(object.state()),
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
              quoted(Names.line(object.names()))));
      out.write("\r\n");
    }
  }

  /// A field whose text comes from the dump. Quoted always; a leading apostrophe keeps a
  /// spreadsheet from taking it for a formula.
  private static String quoted(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
