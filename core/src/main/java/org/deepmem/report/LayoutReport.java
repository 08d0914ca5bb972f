package org.deepmem.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.deepmem.detection.MemberOffset;
import org.deepmem.detection.TypeLayout;
import org.deepmem.files.AsideFile;

/// A learnt layout as a JSON file (docs/formats.md, Layouts).
///
/// @param dump name of the dump's file
/// @param kernel what the dump's kernel calls itself; "" where that isn't known
/// @param learntFrom the kernels that the model learnt from; "" where it doesn't say
/// @param types by name
public record LayoutReport(String dump, String kernel, String learntFrom, List<TypeLayout> types) {
  private static final long LARGEST = 1L << 26;

  private static final ObjectMapper JSON =
      new ObjectMapper(ResultJson.JSON).enable(SerializationFeature.INDENT_OUTPUT);

  public LayoutReport {
    types = List.copyOf(types);
  }

  /// Writes the file beside its place and moves it there when whole.
  public void write(Path file) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    document.put("dump", dump).put("kernel", kernel).put("learntFrom", learntFrom);
    ArrayNode list = document.putArray("types");
    for (TypeLayout type : types) {
      ObjectNode node = list.addObject().put("type", type.type()).put("objects", type.objects());
      ArrayNode members = node.putArray("members");
      type.members().forEach(member -> add(members.addObject(), member));
    }
    AsideFile.write(file, aside -> Files.writeString(aside, JSON.writeValueAsString(document)));
  }

  private static void add(ObjectNode node, MemberOffset member) {
    if (member.member() != null) {
      node.put("member", member.member());
    }
    member.learnt().forEach(node.putArray("learnt")::add);
    member.offset().ifPresent(offset -> node.put("offset", offset));
    node.put("state", member.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    node.put("votes", member.votes()).put("agreed", member.agreed());
  }

  /// Reads a file that [#write] wrote.
  ///
  /// @throws IOException when it is something else; the message is one line
  public static LayoutReport read(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException("larger than any");
      }
      JsonNode document = JSON.readTree(Files.readString(file));
      List<TypeLayout> types = new ArrayList<>();
      for (JsonNode type : document.required("types")) {
        List<MemberOffset> members = new ArrayList<>();
        type.required("members").forEach(member -> members.add(member(member)));
        types.add(
            new TypeLayout(
                type.required("type").asText(), type.required("objects").asInt(), members));
      }
      return new LayoutReport(
          document.required("dump").asText(),
          document.required("kernel").asText(),
          document.required("learntFrom").asText(),
          types);
    } catch (JsonProcessingException | CharacterCodingException | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException(
          "%s: no layout (%s); write one with 'deepmem scan --layout'".formatted(file, reason), e);
    }
  }

  private static MemberOffset member(JsonNode node) {
    List<Integer> learnt = new ArrayList<>();
    node.required("learnt").forEach(offset -> learnt.add(offset.asInt()));
    JsonNode offset = node.get("offset");
    return new MemberOffset(
        node.has("member") ? node.get("member").asText() : null,
        learnt,
        offset == null ? OptionalInt.empty() : OptionalInt.of(offset.asInt()),
        node.required("votes").asInt(),
        node.required("agreed").asInt());
  }
}
