package org.deepmem.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.deepmem.detection.DetectedObject;

/// Objects as JSON. Addresses are hexadecimal texts, since JSON's numbers have 53 bits. Characters
/// outside of ASCII are escaped: some of them act on terminals.
final class ObjectJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ObjectJson() {}

  static void writeLines(List<DetectedObject> objects, Writer out) throws IOException {
    for (DetectedObject object : objects) {
      out.write(JSON.writeValueAsString(node(object)));
      out.write('\n');
    }
  }

  static void writeArray(List<DetectedObject> objects, Writer out) throws IOException {
    String separator = "[";
    for (DetectedObject object : objects) {
      out.write(separator);
      out.write('\n');
      out.write(JSON.writeValueAsString(node(object)));
      separator = ",";
    }
    out.write(objects.isEmpty() ? "[]\n" : "\n]\n");
  }

  private static ObjectNode node(DetectedObject object) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", object.type());
    node.put("state", StateName.of(object.state()));
    node.put("virtualAddress", Hexadecimal.of(object.virtualAddress()));
    if (object.physicalAddress().isPresent()) {
      node.put("physicalAddress", Hexadecimal.of(object.physicalAddress().getAsLong()));
    } else {
      node.putNull("physicalAddress");
    }
    node.put("size", object.size());
    node.put("score", object.score());
    if (object.probability().isPresent()) {
      node.put("probability", Math.round(object.probability().getAsDouble() * 1e4) / 1e4);
    } else {
      node.putNull("probability");
    }
    node.put("votes", object.votes());
    ObjectNode names = node.putObject("names");
    object.names().forEach(names::put);
    return node;
  }
}
