package org.deepmem.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.deepmem.detection.DetectedObject;
import org.deepmem.detection.Evidence;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.ExplainedObject;
import org.deepmem.finding.Explanation;

/// Why something was taken for an object, or wasn't, as a JSON document (docs/formats.md, Results
/// of explain). Characters outside of ASCII are escaped: some of them act on terminals.
public final class ExplanationJson {
  private static final ObjectMapper JSON = new ObjectMapper(ResultJson.JSON);

  private ExplanationJson() {}

  /// The document, indented, with a line break at its end.
  public static String of(DumpIdentity dump, ExplainedObject explained) {
    ObjectNode root = JSON.createObjectNode();
    root.set("dump", dump(dump));
    root.put("asked", Hexadecimal.of(explained.asked()));
    addObject(explained, root);
    root.set("evidence", evidence(explained.evidence()));
    addFacts(explained, root);
    Explanation why = explained.why();
    addVotes(explained, why.votes(), root.putArray("for"));
    addVotes(explained, why.against(), root.putArray("against"));
    addGraph(why, root);
    addPointers(explained, root.putArray("pointers"));
    root.put("present", why.present());
    root.put(
        "bytes",
        HexFormat.of()
            .formatHex(Arrays.copyOf(why.bytes(), Math.min(why.present(), why.bytes().length))));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("numbers and texts are always JSON", e);
    }
  }

  private static ObjectNode dump(DumpIdentity dump) {
    return JSON.createObjectNode()
        .put("file", dump.file())
        .put("bytes", dump.bytes())
        .put("sha256", dump.sha256().orElse(null))
        .put("format", dump.format())
        .put("family", dump.family())
        .put("release", dump.release().orElse(null))
        .put("taken", dump.taken().map(Instant::toString).orElse(null))
        .put("scanned", dump.scanned().toString())
        .put("tool", dump.tool())
        .put("model", dump.model())
        .put("modelSha256", dump.modelSha256());
  }

  private static void addObject(ExplainedObject explained, ObjectNode root) {
    DetectedObject object = explained.object();
    root.put("type", object.type());
    root.put("state", explained.reported() ? Words.of(object.state()) : "none");
    root.put("virtualAddress", Hexadecimal.of(object.virtualAddress()));
    if (object.physicalAddress().isPresent()) {
      root.put("physicalAddress", Hexadecimal.of(object.physicalAddress().getAsLong()));
    } else {
      root.putNull("physicalAddress");
    }
    root.put("size", explained.why().size());
    root.put("score", object.score());
    if (explained.threshold().isPresent()) {
      root.put("threshold", (float) explained.threshold().getAsDouble());
    } else {
      root.putNull("threshold");
    }
    if (object.probability().isPresent()) {
      root.put("probability", Math.round(object.probability().getAsDouble() * 1e4) / 1e4);
    } else {
      root.putNull("probability");
    }
    root.put("votes", object.votes());
  }

  private static ObjectNode evidence(Evidence evidence) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("votes", evidence.votes())
            .put("against", evidence.against())
            .put("slots", evidence.slots())
            .put("company", evidence.company());
    if (Float.isFinite(evidence.state())) {
      node.put("state", evidence.state());
    } else {
      node.putNull("state");
    }
    return node.put("live", evidence.live()).put("freed", evidence.freed());
  }

  private static void addFacts(ExplainedObject explained, ObjectNode root) {
    ObjectNode names = root.putObject("names");
    explained.object().names().forEach(names::put);
    ObjectNode members = root.putObject("members");
    explained.facts().members().forEach((name, value) -> members.put(name, value.orElse(null)));
    ArrayNode links = root.putArray("links");
    explained
        .facts()
        .links()
        .forEach(
            link ->
                links
                    .addObject()
                    .put("member", link.member())
                    .put("type", link.type())
                    .put("address", Hexadecimal.of(link.address())));
  }

  private static void addVotes(
      ExplainedObject explained, List<Explanation.Vote> votes, ArrayNode list) {
    for (Explanation.Vote vote : votes) {
      list.addObject()
          .put("node", Hexadecimal.of(vote.node()))
          .put("length", vote.length())
          .put("offset", vote.offset())
          .put("window", vote.window())
          .put("member", explained.memberAt(vote.memberOffset(explained.wordSize())).orElse(null))
          .put("learntMember", vote.member())
          .put("weight", vote.weight())
          .put("probability", vote.probability())
          .put("takesItselfFor", vote.takesItselfFor());
    }
  }

  private static void addGraph(Explanation why, ObjectNode root) {
    ArrayNode nodes = root.putArray("nodes");
    for (Explanation.Node node : why.nodes()) {
      nodes
          .addObject()
          .put("address", Hexadecimal.of(node.address()))
          .put("length", node.length())
          .put("objectType", node.objectType())
          .put(
              "objectAddress",
              node.objectType() == null ? null : Hexadecimal.of(node.objectAddress()));
    }
    ArrayNode edges = root.putArray("edges");
    for (Explanation.Edge edge : why.edges()) {
      edges
          .addObject()
          .put("from", edge.from())
          .put("to", edge.to())
          .put("type", edge.type().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private static void addPointers(ExplainedObject explained, ArrayNode list) {
    for (ExplainedObject.Pointer pointer : explained.pointers()) {
      list.addObject()
          .put("offset", pointer.offset())
          .put("member", explained.memberAt(pointer.offset()).orElse(null))
          .put("type", pointer.type())
          .put("address", Hexadecimal.of(pointer.address()))
          .put("within", pointer.within());
    }
  }
}
