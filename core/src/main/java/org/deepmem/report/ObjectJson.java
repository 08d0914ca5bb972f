package org.deepmem.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.deepmem.detection.DetectedObject;

/// Objects as JSON. Addresses are hexadecimal texts, since JSON's numbers have 53 bits. Characters
/// outside of ASCII are escaped: some of them act on terminals.
final class ObjectJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private ObjectJson() {}

  static void writeLines(List<DetectedObject> objects, Writer out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      for (DetectedObject object : objects) {
        write(object, json);
      }
    }
    if (!objects.isEmpty()) {
      out.write('\n');
    }
  }

  static void writeArray(List<DetectedObject> objects, Writer out) throws IOException {
    if (objects.isEmpty()) {
      out.write("[]\n");
      return;
    }
    out.write("[\n");
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter(",\n"));
      for (DetectedObject object : objects) {
        write(object, json);
      }
    }
    out.write("\n]\n");
  }

  private static void write(DetectedObject object, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", object.type());
    json.writeStringField("state", StateName.of(object.state()));
    json.writeStringField("virtualAddress", Hexadecimal.of(object.virtualAddress()));
    if (object.physicalAddress().isPresent()) {
      json.writeStringField(
          "physicalAddress", Hexadecimal.of(object.physicalAddress().getAsLong()));
    } else {
      json.writeNullField("physicalAddress");
    }
    json.writeNumberField("size", object.size());
    json.writeNumberField("score", object.score());
    if (object.probability().isPresent()) {
      json.writeNumberField(
          "probability", Math.round(object.probability().getAsDouble() * 1e4) / 1e4);
    } else {
      json.writeNullField("probability");
    }
    json.writeNumberField("votes", object.votes());
    json.writeObjectFieldStart("names");
    for (Map.Entry<String, String> name : object.names().entrySet()) {
      json.writeStringField(name.getKey(), name.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
