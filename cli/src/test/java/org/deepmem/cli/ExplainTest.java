package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `deepmem explain` on the bundled dump, held against what its scan reports.
final class ExplainTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DUMP = Home.path("samples/linux-6.1-cloud.kdump");
  private static final List<JsonNode> SCANNED = new ArrayList<>();

  @BeforeAll
  static void scan() throws IOException {
    String types = "task_struct,dentry,cred";
    Run scan = Run.of("scan", DUMP, "--freed", "--type", types, "--format", "jsonl").ok();
    for (String line : scan.out().lines().toList()) {
      SCANNED.add(JSON.readTree(line));
    }
  }

  private static JsonNode scanned(String type, String state) {
    return SCANNED.stream()
        .filter(object -> object.path("type").asText().equals(type))
        .filter(object -> object.path("state").asText().equals(state))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode explained(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of("explain", DUMP, "--format", "json"));
    all.addAll(List.of(arguments));
    return JSON.readTree(Run.of(all.toArray()).ok().out());
  }

  @Test
  void whatAScanReportsIsExplainedWithItsVotes() throws IOException {
    for (JsonNode object :
        List.of(
            scanned("task_struct", "live"), scanned("dentry", "live"), scanned("cred", "freed"))) {
      JsonNode why = explained(object.path("virtualAddress").asText());
      for (String member :
          List.of("type", "state", "virtualAddress", "physicalAddress", "votes", "probability")) {
        assertThat(why.path(member)).as(member).isEqualTo(object.path(member));
      }
      assertThat(why.path("names")).isEqualTo(object.path("names"));
      assertThat(why.path("score").floatValue()).isEqualTo(object.path("score").floatValue());
      assertThat(why.path("for")).hasSize(object.path("votes").asInt());
      double votes = 0;
      for (JsonNode vote : why.path("for")) {
        votes -= Math.log(Math.max(1e-6, 1 - vote.path("probability").asDouble()));
      }
      assertThat(why.path("evidence").path("votes").asDouble())
          .isBetween(votes * 0.999, votes * 1.001);
      assertThat(why.path("threshold").asDouble()).isLessThan(why.path("score").asDouble());
    }
  }

  @Test
  void aDocumentHasWhatTheFormatsListIn() throws IOException {
    JsonNode task = scanned("task_struct", "live");
    JsonNode why = explained(task.path("virtualAddress").asText());
    assertThat(why.fieldNames())
        .toIterable()
        .containsExactly(
            "dump",
            "asked",
            "type",
            "state",
            "virtualAddress",
            "physicalAddress",
            "size",
            "score",
            "threshold",
            "probability",
            "votes",
            "evidence",
            "names",
            "members",
            "links",
            "for",
            "against",
            "nodes",
            "edges",
            "pointers",
            "present",
            "bytes");
    assertThat(why.path("dump").path("file").asText()).isEqualTo("linux-6.1-cloud.kdump");
    assertThat(why.path("dump").path("release").asText()).contains("6.1.0");
    assertThat(why.path("dump").path("modelSha256").asText()).hasSize(64);
    assertThat(why.path("for").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "node",
            "length",
            "offset",
            "window",
            "member",
            "learntMember",
            "weight",
            "probability",
            "takesItselfFor");
    assertThat(why.path("for")).anyMatch(vote -> vote.path("member").asText().equals("cred"));
    assertThat(why.path("pointers"))
        .anyMatch(
            p ->
                p.path("member").asText().equals("cred") && p.path("type").asText().equals("cred"));
    int nodes = why.path("nodes").size();
    assertThat(nodes).isBetween(2, 60);
    assertThat(why.path("edges"))
        .isNotEmpty()
        .allMatch(e -> e.path("from").asInt() < nodes && e.path("to").asInt() < nodes);
    assertThat(why.path("bytes").asText()).hasSize(2 * why.path("present").asInt());
  }

  @Test
  void anyByteOfItLeadsToTheObject() throws IOException {
    JsonNode task = scanned("task_struct", "live");
    long start = Long.parseUnsignedLong(task.path("virtualAddress").asText().substring(2), 16);
    long physical = Long.parseLong(task.path("physicalAddress").asText().substring(2), 16);
    JsonNode inside = explained("0x%x".formatted(start + 0x123));
    assertThat(inside.path("virtualAddress")).isEqualTo(task.path("virtualAddress"));
    assertThat(inside.path("asked").asText()).isEqualTo("0x%x".formatted(start + 0x123));
    assertThat(explained("phys:0x%x".formatted(physical + 8)).path("virtualAddress"))
        .isEqualTo(task.path("virtualAddress"));
  }

  @Test
  void textFitsATerminalAndActsOnNone() {
    String address = scanned("task_struct", "live").path("virtualAddress").asText();
    Run text = Run.of("explain", DUMP, address).ok();
    assertThat(text.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(text.out())
        .startsWith("task_struct, live")
        .contains("threshold", "comm", "nodes vote for it", "its bytes", "pid = ")
        .matches("[\\n\\x20-\\x7e]*");
  }

  @Test
  void whereNothingIsOneLineSaysSo() {
    Run.of("explain", DUMP, "0x1234").failed("0x1234", "isn't mapped").silent();
    Run.of("explain", DUMP, "phys:0xfffffffff000").failed("isn't in the dump").silent();
    Run.of("explain", DUMP, "0xffffffff85000000").failed("no node votes", "before it").silent();
    String task = scanned("task_struct", "live").path("virtualAddress").asText();
    Run.of("explain", DUMP, task, "--type", "nothing").failed("knows no type").silent();
  }
}
