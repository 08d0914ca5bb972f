package org.deepmem.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;

/// A result as JSON or JSON Lines. Characters outside of ASCII are escaped: some of them act on
/// terminals.
final class ResultJson {
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .characterEscapes(new JsonEscapes())
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private ResultJson() {}

  /// The head on one line, then an object a line.
  static void writeLines(ScanResult result, Writer out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      json.writeStartObject();
      writeHead(result, json);
      json.writeEndObject();
      for (FoundObject object : result.objects()) {
        ObjectJson.write(object, json);
      }
    }
    out.write('\n');
  }

  /// One document, in which an object is a line.
  static void writeDocument(ScanResult result, Writer out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      writeHead(result, json);
      json.writeArrayFieldStart("objects");
      json.writeRaw('\n');
    }
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter(",\n"));
      for (FoundObject object : result.objects()) {
        ObjectJson.write(object, json);
      }
    }
    out.write("\n]}\n");
  }

  private static void writeHead(ScanResult result, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("dump");
    writeDump(result.dump(), json);
    json.writeEndObject();
    writeTexts("views", Words.of(result.asked()), json);
    writeTexts("warnings", result.warnings(), json);
  }

  static void writeDump(DumpIdentity dump, JsonGenerator json) throws IOException {
    json.writeStringField("file", dump.file());
    json.writeNumberField("bytes", dump.bytes());
    writeText("sha256", dump.sha256(), json);
    json.writeStringField("format", dump.format());
    json.writeStringField("family", dump.family());
    writeText("release", dump.release(), json);
    writeText("taken", dump.taken().map(Instant::toString), json);
    writeText("booted", dump.booted().map(Instant::toString), json);
    json.writeStringField("scanned", dump.scanned().toString());
    json.writeStringField("tool", dump.tool());
    json.writeStringField("model", dump.model());
    json.writeStringField("modelSha256", dump.modelSha256());
  }

  static void writeTexts(String field, List<String> texts, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static void writeText(String field, Optional<String> text, JsonGenerator json)
      throws IOException {
    json.writeStringField(field, text.orElse(null));
  }
}
