package org.deepmem.report;

import static org.deepmem.fuzz.Checks.require;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ScanResult;
import org.deepmem.fuzz.InputFile;
import org.deepmem.report.html.HtmlReport;

/// What holds for every form of a result, whatever texts are in it: no text acts on a terminal,
/// ends a line, a field or an element, or is a formula.
final class ResultCheck {
  private static final String FORMULA = "=+-@\t\r";
  private static final int CSV_COLUMNS = 13;
  private static final int BODY_FIELDS = 11;
  private static final long TAGS = tags(HostileResult.of());

  private ResultCheck() {}

  /// @param page whether the report page is written too, which takes longest
  static void check(ScanResult result, boolean page) throws IOException {
    table(result);
    csv(result);
    timeline(result);
    json(result);
    require(!page || tags(result) == TAGS, "no text of a page is a tag or comment");
  }

  private static String text(ObjectFormat format, ScanResult result) throws IOException {
    StringWriter text = new StringWriter();
    format.write(result, text);
    return text.toString();
  }

  private static void table(ScanResult result) throws IOException {
    String table = text(ObjectFormat.TABLE, result);
    require(isHarmless(table), "a table is harmless");
    require(table.lines().count() == result.objects().size() + 1, "an object is a line");
  }

  private static void csv(ScanResult result) throws IOException {
    String csv = text(ObjectFormat.CSV, result);
    require(isHarmless(csv.replace("\r\n", "\n")), "CSV is harmless");
    List<List<String>> rows = rows(csv);
    require(rows.size() == result.objects().size() + 1, "an object is a row");
    for (List<String> row : rows.subList(1, rows.size())) {
      require(row.size() == CSV_COLUMNS, "a row has all columns");
      for (int column : new int[] {0, 1, CSV_COLUMNS - 1}) {
        String field = row.get(column);
        require(field.isEmpty() || FORMULA.indexOf(field.charAt(0)) < 0, "no field is a formula");
      }
    }
  }

  private static void timeline(ScanResult result) throws IOException {
    String body = text(ObjectFormat.TIMELINE, result);
    require(isHarmless(body), "a timeline is harmless");
    require(
        body.lines().allMatch(line -> line.split("\\|", -1).length == BODY_FIELDS),
        "no text ends a field");
  }

  private static void json(ScanResult result) throws IOException {
    for (ObjectFormat format : List.of(ObjectFormat.JSON, ObjectFormat.JSONL)) {
      byte[] written = InputFile.written(file -> format.write(result, file));
      ScanResult read = ResultReader.read(InputFile.of(written));
      require(read.objects().size() == result.objects().size(), "all objects are read again");
      byte[] again = InputFile.written(file -> format.write(read, file));
      require(java.util.Arrays.equals(written, again), "what is written reads the same");
    }
    InputFile.written(file -> ObjectFormat.PARQUET.write(result, file));
  }

  /// Elements of a page, those left out that hold its data: there are more of them the more there
  /// is.
  private static long tags(ScanResult result) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      HtmlReport.write(result, List.of(), List.of(), page);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    String html = page.toString(StandardCharsets.UTF_8);
    long blocks = html.split("<script type=\"application/octet-stream\"", -1).length - 1L;
    return html.chars().filter(c -> c == '<').count() - 2 * blocks;
  }

  /// Whether nothing but line feeds acts on a terminal.
  static boolean isHarmless(String text) {
    return text.codePoints()
        .allMatch(
            point ->
                point == '\n'
                    || switch (Character.getType(point)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.SURROGATE,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          false;
                      default -> true;
                    });
  }

  /// Rows of CSV by the grammar of RFC 4180.
  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        field.append(csv.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\r')) {
        row.add(field.toString());
        field.setLength(0);
      } else if (!quoted && c == '\n') {
        rows.add(row);
        row = new ArrayList<>();
      } else {
        field.append(c);
      }
    }
    require(!quoted && row.isEmpty() && field.isEmpty(), "CSV ends with a row");
    return rows;
  }
}
