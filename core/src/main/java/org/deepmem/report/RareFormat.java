package org.deepmem.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import org.deepmem.finding.RareItem;

/// The forms in which what few hosts have is written; fields are listed in docs/fleet.md.
public enum RareFormat {
  /// Columns for a person.
  TABLE(RareFormat::table),
  /// Comma-separated values with a header line (RFC 4180).
  CSV(RareFormat::csv),
  /// An item a line.
  JSONL(RareFormat::jsonl);

  private static final String ROW = "%-10s %-14s %9s %-12s %-60s %s%n";

  /// Characters of an item in a table.
  private static final int WIDE = 120;

  /// Writes items in one form.
  @FunctionalInterface
  private interface Form {
    void write(List<RareItem> items, Writer out) throws IOException;
  }

  private final Form form;

  RareFormat(Form form) {
    this.form = form;
  }

  /// Writes items in this form.
  public void write(List<RareItem> items, Writer out) throws IOException {
    form.write(items, out);
  }

  private static void table(List<RareItem> items, Writer out) throws IOException {
    out.write(ROW.formatted("finding", "kind", "hosts", "system", "item", "on"));
    for (RareItem item : items) {
      out.write(
          ROW.formatted(
              item.finding().orElse("-"),
              HarmlessText.of(item.kind()),
              item.hosts() + "/" + item.familyHosts(),
              HarmlessText.of(item.family()),
              shortened(HarmlessText.of(item.item())),
              hosts(item)));
    }
  }

  private static String shortened(String text) {
    return text.length() <= WIDE ? text : text.substring(0, WIDE) + "...";
  }

  /// The hosts that an item names, and how many more there are.
  private static String hosts(RareItem item) {
    long more = item.hosts() - item.onHosts().size();
    return item.onHosts().stream().map(HarmlessText::of).collect(Collectors.joining(" "))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static void csv(List<RareItem> items, Writer out) throws IOException {
    out.write("finding,kind,item,family,hosts,familyHosts,objects,onHosts,file,virtualAddress\r\n");
    for (RareItem item : items) {
      out.write(
          String.join(
              ",",
              item.finding().orElse(""),
              ObjectCsv.quoted(item.kind()),
              ObjectCsv.quoted(item.item()),
              ObjectCsv.quoted(item.family()),
              Long.toString(item.hosts()),
              Long.toString(item.familyHosts()),
              Long.toString(item.objects()),
              ObjectCsv.quoted(String.join(" ", item.onHosts())),
              ObjectCsv.quoted(item.file()),
              Hexadecimal.of(item.address())));
      out.write("\r\n");
    }
  }

  private static void jsonl(List<RareItem> items, Writer out) throws IOException {
    if (items.isEmpty()) {
      return;
    }
    try (JsonGenerator json = ResultJson.JSON.createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      for (RareItem item : items) {
        json.writeStartObject();
        ResultJson.writeText("finding", item.finding(), json);
        json.writeStringField("kind", item.kind());
        json.writeStringField("item", item.item());
        json.writeStringField("family", item.family());
        json.writeNumberField("hosts", item.hosts());
        json.writeNumberField("familyHosts", item.familyHosts());
        json.writeNumberField("objects", item.objects());
        ResultJson.writeTexts("onHosts", item.onHosts(), json);
        json.writeStringField("file", item.file());
        json.writeStringField("virtualAddress", Hexadecimal.of(item.address()));
        json.writeEndObject();
      }
    }
    out.write('\n');
  }
}
