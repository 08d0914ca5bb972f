package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.deepmem.detection.DetectedObject;

/// The forms in which found objects are written; fields are listed in docs/formats.md.
public enum ObjectFormat {
  /// Columns for a person.
  TABLE(new ObjectTable()::write),
  /// One JSON array.
  JSON(ObjectJson::writeArray),
  /// An object a line.
  JSONL(ObjectJson::writeLines),
  /// Comma-separated values with a header line (RFC 4180).
  CSV(ObjectCsv::write);

  /// Writes objects in one form.
  @FunctionalInterface
  private interface Form {
    void write(List<DetectedObject> objects, Writer out) throws IOException;
  }

  private final Form form;

  ObjectFormat(Form form) {
    this.form = form;
  }

  /// Writes objects in this form.
  public void write(List<DetectedObject> objects, Writer out) throws IOException {
    form.write(objects, out);
  }
}
