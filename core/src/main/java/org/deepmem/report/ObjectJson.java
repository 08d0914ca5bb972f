package org.deepmem.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.FoundObject;
import org.deepmem.kernel.ObjectFacts;

/// One found object as JSON. Addresses are hexadecimal texts, since JSON's numbers have 53 bits.
final class ObjectJson {
  private ObjectJson() {}

  static void write(FoundObject found, JsonGenerator json) throws IOException {
    DetectedObject object = found.object();
    json.writeStartObject();
    json.writeStringField("type", object.type());
    json.writeStringField("state", Words.of(object.state()));
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
    write(found.facts(), json);
    json.writeBooleanField("detected", found.detected());
    ResultJson.writeTexts("views", Words.of(found.views()), json);
    ResultJson.writeText("finding", Words.of(found.finding()), json);
    json.writeEndObject();
  }

  private static void write(ObjectFacts facts, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("members");
    for (Map.Entry<String, Optional<String>> member : facts.members().entrySet()) {
      ResultJson.writeText(member.getKey(), member.getValue(), json);
    }
    json.writeEndObject();
    json.writeArrayFieldStart("links");
    for (ObjectFacts.Link link : facts.links()) {
      json.writeStartObject();
      json.writeStringField("member", link.member());
      json.writeStringField("type", link.type());
      json.writeStringField("address", Hexadecimal.of(link.address()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
