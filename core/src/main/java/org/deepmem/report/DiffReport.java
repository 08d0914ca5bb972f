package org.deepmem.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ObjectChange;
import org.deepmem.finding.ObjectChange.Difference;
import org.deepmem.finding.ResultDiff;

/// A comparison as a person or a program reads it; fields are listed in docs/formats.md.
public final class DiffReport {
  private static final String ROW = "%-22s %8s %8s %8s%n";

  private DiffReport() {}

  private static final class Counts {
    int came;
    int went;
    int changed;
  }

  /// Counts by type, then what came (`+`), went (`-`) and changed (`~`).
  public static void table(ResultDiff diff, Writer out) throws IOException {
    out.write(ROW.formatted("type", "came", "went", "changed"));
    for (Map.Entry<String, Counts> type : counts(diff).entrySet()) {
      Counts n = type.getValue();
      out.write(ROW.formatted(HarmlessText.of(type.getKey()), n.came, n.went, n.changed));
    }
    for (FoundObject found : diff.came()) {
      out.write(line('+', found));
    }
    for (FoundObject found : diff.went()) {
      out.write(line('-', found));
    }
    for (ObjectChange change : diff.changed()) {
      out.write(line('~', change.after()));
      for (Difference difference : change.differences()) {
        out.write(
            "    %s: %s -> %s%n"
                .formatted(
                    HarmlessText.of(difference.member()),
                    HarmlessText.of(difference.before().orElse("absent")),
                    HarmlessText.of(difference.after().orElse("absent"))));
      }
    }
  }

  private static String line(char mark, FoundObject found) {
    DetectedObject object = found.object();
    return "%c %-15s %-5s %s  %s%n"
        .formatted(
            mark,
            HarmlessText.of(object.type()),
            Words.of(object.state()),
            Hexadecimal.of(object.virtualAddress()),
            Names.line(object.names()));
  }

  /// One document.
  public static void json(ResultDiff diff, Writer out) throws IOException {
    try (JsonGenerator json = ResultJson.JSON.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeObjectFieldStart("before");
      ResultJson.writeDump(diff.before(), json);
      json.writeEndObject();
      json.writeObjectFieldStart("after");
      ResultJson.writeDump(diff.after(), json);
      json.writeEndObject();
      json.writeStringField("sameBoot", Words.of(diff.sameBoot()));
      ResultJson.writeTexts("warnings", diff.warnings(), json);
      json.writeArrayFieldStart("summary");
      for (Map.Entry<String, Counts> type : counts(diff).entrySet()) {
        json.writeStartObject();
        json.writeStringField("type", type.getKey());
        json.writeNumberField("came", type.getValue().came);
        json.writeNumberField("went", type.getValue().went);
        json.writeNumberField("changed", type.getValue().changed);
        json.writeEndObject();
      }
      json.writeEndArray();
      writeObjects("came", diff.came(), json);
      writeObjects("went", diff.went(), json);
      json.writeArrayFieldStart("changed");
      for (ObjectChange change : diff.changed()) {
        write(change, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
  }

  private static void writeObjects(String field, List<FoundObject> objects, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (FoundObject found : objects) {
      ObjectJson.write(found, json);
    }
    json.writeEndArray();
  }

  private static void write(ObjectChange change, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("object");
    ObjectJson.write(change.after(), json);
    json.writeArrayFieldStart("differences");
    for (Difference difference : change.differences()) {
      json.writeStartObject();
      json.writeStringField("member", difference.member());
      ResultJson.writeText("before", difference.before(), json);
      ResultJson.writeText("after", difference.after(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Map<String, Counts> counts(ResultDiff diff) {
    Map<String, Counts> counts = new TreeMap<>();
    diff.came().forEach(found -> of(found, counts).came++);
    diff.went().forEach(found -> of(found, counts).went++);
    diff.changed().forEach(change -> of(change.after(), counts).changed++);
    return counts;
  }

  private static Counts of(FoundObject found, Map<String, Counts> counts) {
    return counts.computeIfAbsent(found.object().type(), type -> new Counts());
  }
}
