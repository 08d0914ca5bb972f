package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deepmem.finding.HostileResult.DUMP;
import static org.deepmem.finding.HostileResult.EVIL;
import static org.deepmem.finding.HostileResult.RESULT;
import static org.deepmem.finding.HostileResult.TASK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ScanResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Results with names that a dump's owner may have chosen.
class ObjectFormatTest {
  private static final List<String> DUMP_FIELDS =
      List.of(
          "file",
          "bytes",
          "sha256",
          "format",
          "family",
          "release",
          "taken",
          "booted",
          "scanned",
          "tool",
          "model",
          "modelSha256");
  private static final List<String> OBJECT_FIELDS =
      List.of(
          "type",
          "state",
          "virtualAddress",
          "physicalAddress",
          "size",
          "score",
          "probability",
          "votes",
          "names",
          "members",
          "links",
          "detected",
          "views",
          "finding");

  private static String written(ObjectFormat format, ScanResult result) throws IOException {
    StringWriter out = new StringWriter();
    format.write(result, out);
    return out.toString();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
  void nothingActsOnATerminal(ObjectFormat format) throws IOException {
    String text = written(format, RESULT);
    assertThat(text.replace("\r\n", "\n").chars())
        .allMatch(c -> c == '\n' || (!Character.isISOControl(c) && c != 0x202e));
  }

  @Test
  void jsonLinesAreReadBack() throws IOException {
    List<String> lines = written(ObjectFormat.JSONL, RESULT).lines().toList();
    assertThat(lines).hasSize(3);
    checkHead(json(lines.getFirst()), List.of("dump", "views", "warnings"));
    checkTask(json(lines.get(1)));
    JsonNode cred = json(lines.get(2));
    assertThat(cred.get("state").textValue()).isEqualTo("freed");
    assertThat(cred.get("physicalAddress").isNull()).isTrue();
    assertThat(cred.get("finding").isNull()).isTrue();
    assertThat(cred.get("names")).isEmpty();
    assertThat(cred.get("members")).isEmpty();
  }

  @Test
  void jsonIsOneDocumentEvenOfNothing() throws IOException {
    JsonNode all = json(written(ObjectFormat.JSON, RESULT));
    checkHead(all, List.of("dump", "views", "warnings", "objects"));
    assertThat(all.get("objects")).hasSize(2);
    checkTask(all.get("objects").get(0));
    assertThat(json(written(ObjectFormat.JSON, HostileResult.of())).get("objects")).isEmpty();
  }

  private static void checkHead(JsonNode head, List<String> members) {
    assertThat(fields(head)).isEqualTo(members);
    JsonNode dump = head.get("dump");
    assertThat(fields(dump)).isEqualTo(DUMP_FIELDS);
    assertThat(dump.get("file").textValue()).isEqualTo(DUMP.file());
    assertThat(dump.get("bytes").longValue()).isEqualTo(1 << 20);
    assertThat(dump.get("taken").textValue()).isEqualTo("2026-11-20T09:00:00Z");
    assertThat(dump.get("booted").isNull()).isTrue();
    assertThat(texts(head.get("views"))).containsExactly("lists", "tables", "allocator");
    assertThat(texts(head.get("warnings"))).containsExactly(EVIL);
  }

  private static void checkTask(JsonNode task) {
    assertThat(fields(task)).isEqualTo(OBJECT_FIELDS);
    assertThat(task.get("type").textValue()).isEqualTo("task_struct");
    assertThat(Long.parseUnsignedLong(task.get("virtualAddress").textValue().substring(2), 16))
        .isEqualTo(TASK.object().virtualAddress());
    assertThat(task.get("physicalAddress").textValue()).isEqualTo("0x0000000003a1c000");
    assertThat(task.get("size").intValue()).isEqualTo(6144);
    assertThat(task.get("score").floatValue()).isEqualTo(12.5f);
    assertThat(task.get("votes").intValue()).isEqualTo(3);
    assertThat(task.get("names").get("comm").textValue()).isEqualTo(EVIL);
    assertThat(fields(task.get("members"))).containsExactly("comm", "started", "cmdline");
    assertThat(task.get("members").get("comm").textValue()).isEqualTo(EVIL);
    assertThat(task.get("members").get("cmdline").isNull()).isTrue();
    JsonNode link = task.get("links").get(0);
    assertThat(fields(link)).containsExactly("member", "type", "address");
    assertThat(link.get("address").textValue()).isEqualTo("0xffff888003a20000");
    assertThat(task.get("detected").booleanValue()).isTrue();
    assertThat(texts(task.get("views"))).containsExactly("tables", "allocator");
    assertThat(task.get("finding").textValue()).isEqualTo("hidden");
  }

  @Test
  void csvQuotesWhatADumpSays() throws IOException {
    String evil = "\\u001b[2J\\u0007\\u202eab\\u000d\\u000a\\u009b31m\"\",'=1+1";
    String dump = "\"'=evil" + evil + ".elf\",";
    assertThat(written(ObjectFormat.CSV, RESULT))
        .isEqualTo(
            "dump,type,state,finding,virtualAddress,physicalAddress,size,score,probability,votes,"
                + "detected,views,names\r\n"
                + dump
                + "\"task_struct\",live,hidden,0xffff888003a1c000,0x0000000003a1c000,6144,12.5000,"
                + "0.9999,3,true,tables allocator,\"pid=7 comm="
                + evil
                + "\"\r\n"
                + dump
                + "\"cred\",freed,,0xffffc90000000040,,176,1.0000,,1,true,,\"\"\r\n");
  }

  @Test
  void aCsvCellIsNoFormula() throws IOException {
    for (String start : List.of("=", "+", "-", "@")) {
      ScanResult formula =
          HostileResult.of(
              HostileResult.named(start + "cmd|' /C calc'!A0", HostileResult.names(start, "1")));
      String row = written(ObjectFormat.CSV, formula).lines().toList().get(1);
      assertThat(row).contains(",\"'" + start + "cmd").endsWith(",\"'" + start + "=1\"");
    }
  }

  @Test
  void theTableIsForPeople() throws IOException {
    List<String> lines = written(ObjectFormat.TABLE, RESULT).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("type            state finding").endsWith("names");
    assertThat(lines.get(1))
        .startsWith("task_struct     live  hidden     D-T  A 0xffff888003a1c000")
        .contains("0xffff888003a1c000", "0x3a1c000", " 0.999 ", "pid=7 comm=\\u001b[2J");
    assertThat(lines.get(2)).startsWith("cred            freed -").contains(" - ");
  }
}
