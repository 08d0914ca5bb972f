package org.deepmem.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.Explanation;
import org.deepmem.finding.Finding;
import org.deepmem.finding.ScanResult;
import org.deepmem.image.PhysicalRun;
import org.deepmem.kernel.View;
import org.jspecify.annotations.Nullable;

/// The data blocks of a page: a summary as JSON, columns of all objects, details of some. Their
/// contract is in docs/formats.md, under "Report".
final class ReportData {
  /// Characters for columns and details together; the rest is for scripts and the summary.
  private static final int ROOM = 15 << 19;

  private static final int DETAIL_ROOM = 4 << 20;
  private static final int TEXT = 2000;
  private static final int WARNINGS = 100;
  private static final int TYPES = 65_535;

  private ReportData() {}

  static String of(ScanResult result, List<Explanation> explanations, List<PhysicalRun> runs) {
    List<String> types =
        result.objects().stream()
            .map(found -> found.object().type())
            .distinct()
            .sorted()
            .limit(TYPES)
            .toList();
    Columns columns = new Columns();
    PresenceMap presence = new PresenceMap(runs);
    ObjectColumns.add(result.objects(), types, columns);
    List<String> members = LinkColumns.add(result.objects(), columns);
    presence.add(columns);
    int room = Math.clamp(ROOM - columns.packed().length(), 0, DETAIL_ROOM);
    DetailBlocks details = new DetailBlocks(result.objects(), explanations, room);
    details.add(columns);

    StringBuilder html = new StringBuilder();
    block(
        html,
        "application/json",
        "summary",
        summary(result, types, members, presence, columns, details));
    block(html, "application/octet-stream", "columns", columns.packed());
    for (int i = 0; i < details.blocks().size(); i++) {
      block(html, "application/octet-stream", "details-" + i, details.blocks().get(i));
    }
    return html.toString();
  }

  private static void block(StringBuilder html, String type, String id, String content) {
    html.append("<script type=\"%s\" id=\"%s\">".formatted(type, id));
    html.append(content).append("</script>\n");
  }

  private static String summary(
      ScanResult result,
      List<String> types,
      List<String> members,
      PresenceMap presence,
      Columns columns,
      DetailBlocks details) {
    return SafeJson.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("version", 1);
          identity(result.dump(), json);
          texts("warnings", result.warnings().stream().limit(WARNINGS).toList(), json);
          json.writeNumberField("warningCount", result.warnings().size());
          texts("views", Arrays.stream(View.values()).map(View::name).toList(), json);
          json.writeNumberField("asked", ObjectColumns.mask(result.asked()));
          texts("findings", Arrays.stream(Finding.values()).map(Finding::name).toList(), json);
          texts("types", types, json);
          texts("linkMembers", members, json);
          json.writeNumberField("objects", result.objects().size());
          json.writeNumberField("detailed", details.kept());
          json.writeNumberField("detailsWanted", details.wanted());
          json.writeNumberField("detailBlock", DetailBlocks.BLOCK);
          presence.describe(json);
          json.writeFieldName("columns");
          columns.describe(json);
          json.writeEndObject();
        });
  }

  private static void identity(DumpIdentity dump, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("dump");
    text("file", dump.file(), json);
    json.writeNumberField("bytes", dump.bytes());
    text("sha256", dump.sha256().orElse(null), json);
    text("format", dump.format(), json);
    text("family", dump.family(), json);
    text("release", dump.release().orElse(null), json);
    text("taken", dump.taken().map(ReportData::time).orElse(null), json);
    text("scanned", time(dump.scanned()), json);
    text("tool", dump.tool(), json);
    text("model", dump.model(), json);
    text("modelSha256", dump.modelSha256(), json);
    json.writeEndObject();
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void text(String name, @Nullable String value, JsonGenerator json)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, DumpText.of(value, TEXT));
    }
  }

  private static void texts(String name, List<String> values, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(DumpText.of(value, TEXT));
    }
    json.writeEndArray();
  }
}
