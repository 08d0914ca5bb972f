package org.deepmem.report;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deepmem.finding.ScanResult;
import org.deepmem.report.parquet.ObjectParquet;

/// The forms in which the result of a scan is written; fields are listed in docs/formats.md.
public enum ObjectFormat {
  /// Columns for a person.
  TABLE(ObjectTable::write, false),
  /// One JSON document.
  JSON(ResultJson::writeDocument, true),
  /// The dump on the first line, then an object a line.
  JSONL(ResultJson::writeLines, true),
  /// Comma-separated values with a header line (RFC 4180).
  CSV(ObjectCsv::write, false),
  /// An Apache Parquet file, the only form that isn't text.
  PARQUET(ObjectFormat::refuse, true),
  /// A body file of The Sleuth Kit.
  TIMELINE(Timeline::write, true);

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

  /// Whether this form needs the members of objects, which take time to decode.
  public boolean whole() {
    return whole;
  }

  /// Whether this form tells the dump's hash, which takes time to compute.
  public boolean hashed() {
    return whole && this != TIMELINE;
  }

  /// Whether this form is bytes, so that only a file can hold it.
  public boolean binary() {
    return this == PARQUET;
  }

  /// Writes a result in this form, which must be text.
  public void write(ScanResult result, Writer out) throws IOException {
    form.write(result, out);
  }

  /// Writes a result in this form into a file, text as UTF-8.
  public void write(ScanResult result, Path file) throws IOException {
    if (binary()) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        ObjectParquet.write(result, out);
      }
      return;
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      write(result, out);
    }
  }

  private static void refuse(ScanResult result, Writer out) {
    throw new IllegalArgumentException("bytes are no text");
  }
}
