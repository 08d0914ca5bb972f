package org.deepmem.report;

import java.io.IOException;
import java.io.Writer;
import org.deepmem.finding.ScanResult;

/// The forms in which the result of a scan is written; fields are listed in docs/formats.md.
public enum ObjectFormat {
  /// Columns for a person.
  TABLE(ObjectTable::write, false),
  /// One JSON document.
  JSON(ResultJson::writeDocument, true),
  /// The dump on the first line, then an object a line.
  JSONL(ResultJson::writeLines, true),
  /// Comma-separated values with a header line (RFC 4180).
  CSV(ObjectCsv::write, false);

  /// Writes results in one form.
  @FunctionalInterface
  private interface Form {
    void write(ScanResult result, Writer out) throws IOException;
  }

  private final Form form;
  private final boolean whole;

  ObjectFormat(Form form, boolean whole) {
    this.form = form;
    this.whole = whole;
  }

  /// Whether this form tells the dump's hash and the members of objects, which take time to find.
  public boolean whole() {
    return whole;
  }

  /// Writes a result in this form.
  public void write(ScanResult result, Writer out) throws IOException {
    form.write(result, out);
  }
}
