package org.deepmem.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deepmem.finding.Explanation;
import org.deepmem.finding.FoundObject;
import org.deepmem.kernel.ObjectFacts;
import org.jspecify.annotations.Nullable;

/// All that is known of one object, as JSON. Lists are cut where they are longer than anyone reads,
/// and their lengths are said.
final class DetailJson {
  private static final int VALUE = 16_384;
  private static final int NAME = 200;
  private static final int MEMBERS = 200;
  private static final int LINKS = 200;
  private static final int VOTES = 200;
  private static final int NODES = 120;
  private static final int EDGES = 600;
  private static final int BYTES = 4096;

  private DetailJson() {}

  static void write(FoundObject found, @Nullable Explanation explanation, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    members(found.facts(), json);
    if (explanation != null) {
      json.writeObjectFieldStart("why");
      votes("votes", explanation.votes(), json);
      votes("against", explanation.against(), json);
      neighbourhood(explanation, json);
      int present = Math.clamp(explanation.present(), 0, explanation.bytes().length);
      json.writeNumberField("size", explanation.size());
      json.writeNumberField("present", present);
      json.writeBinaryField("bytes", Arrays.copyOf(explanation.bytes(), Math.min(BYTES, present)));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void members(ObjectFacts facts, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("members");
    int left = MEMBERS;
    for (Map.Entry<String, Optional<String>> member : facts.members().entrySet()) {
      if (left-- == 0) {
        break;
      }
      json.writeStartArray();
      json.writeString(DumpText.of(member.getKey(), NAME));
      if (member.getValue().isPresent()) {
        json.writeString(DumpText.of(member.getValue().get(), VALUE));
      } else {
        json.writeNull();
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeNumberField("memberCount", facts.members().size());
    json.writeArrayFieldStart("links");
    for (ObjectFacts.Link link : facts.links().stream().limit(LINKS).toList()) {
      json.writeStartArray();
      json.writeString(DumpText.of(link.member(), NAME));
      json.writeString(DumpText.of(link.type(), NAME));
      json.writeString(address(link.address()));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeNumberField("linkCount", facts.links().size());
  }

  private static void votes(String field, List<Explanation.Vote> votes, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Explanation.Vote vote : votes.stream().limit(VOTES).toList()) {
      json.writeStartArray();
      json.writeString(address(vote.node()));
      json.writeNumber(vote.length());
      json.writeNumber(vote.offset());
      json.writeString(vote.window());
      json.writeString(vote.member() == null ? null : DumpText.of(vote.member(), NAME));
      json.writeNumber(thousandths(vote.weight()));
      json.writeNumber(thousandths(vote.probability()));
      json.writeString(DumpText.of(vote.takesItselfFor(), NAME));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeNumberField(field + "Count", votes.size());
  }

  private static void neighbourhood(Explanation explanation, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("nodes");
    for (Explanation.Node node : explanation.nodes().stream().limit(NODES).toList()) {
      json.writeStartArray();
      json.writeString(address(node.address()));
      json.writeNumber(node.length());
      json.writeString(node.objectType() == null ? null : DumpText.of(node.objectType(), NAME));
      json.writeString(node.objectType() == null ? null : address(node.objectAddress()));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeNumberField("nodeCount", explanation.nodes().size());
    json.writeArrayFieldStart("edges");
    List<Explanation.Edge> edges =
        explanation.edges().stream().filter(DetailJson::isShown).limit(EDGES).toList();
    for (Explanation.Edge edge : edges) {
      json.writeStartArray();
      json.writeNumber(edge.from());
      json.writeNumber(edge.to());
      json.writeNumber(edge.type().ordinal());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static boolean isShown(Explanation.Edge edge) {
    return edge.from() >= 0 && edge.from() < NODES && edge.to() >= 0 && edge.to() < NODES;
  }

  private static double thousandths(float share) {
    return Math.round(share * 1e3) / 1e3;
  }

  private static String address(long address) {
    return "0x" + HexFormat.of().toHexDigits(address);
  }
}
