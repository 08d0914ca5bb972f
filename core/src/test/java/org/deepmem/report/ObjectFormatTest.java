package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.deepmem.detection.DetectedObject;
import org.deepmem.label.ObjectState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Objects with names that a dump's owner may have chosen.
class ObjectFormatTest {
  /// Clears the screen, rings, turns the line around, ends it; and a C1 control that begins a
  /// sequence by itself.
  private static final String EVIL = "\u001b[2J\u0007\u202eab\r\n\u009b31m\",=1+1";

  private static final DetectedObject TASK =
      new DetectedObject(
          "task_struct",
          ObjectState.LIVE,
          0xffff888003a1c000L,
          OptionalLong.of(0x3a1c000),
          6144,
          12.5f,
          OptionalDouble.of(0.99987),
          3,
          names("pid", "7", "comm", EVIL));
  private static final DetectedObject CRED =
      new DetectedObject(
          "cred",
          ObjectState.RESIDUAL,
          0xffffc90000000040L,
          OptionalLong.empty(),
          176,
          1,
          OptionalDouble.empty(),
          1,
          Map.of());
  private static final List<DetectedObject> OBJECTS = List.of(TASK, CRED);

  private static Map<String, String> names(String... pairs) {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      names.put(pairs[i], pairs[i + 1]);
    }
    return names;
  }

  private static String written(ObjectFormat format, List<DetectedObject> objects)
      throws IOException {
    StringWriter out = new StringWriter();
    format.write(objects, out);
    return out.toString();
  }

  @ParameterizedTest
  @EnumSource
  void nothingActsOnATerminal(ObjectFormat format) throws IOException {
    String text = written(format, OBJECTS);
    assertThat(text.replace("\r\n", "\n").chars())
        .allMatch(c -> c == '\n' || (!Character.isISOControl(c) && c != 0x202e));
  }

  @Test
  void jsonLinesAreReadBack() throws IOException {
    List<String> lines = written(ObjectFormat.JSONL, OBJECTS).lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode task = new ObjectMapper().readTree(lines.getFirst());
    assertThat(task.get("type").textValue()).isEqualTo("task_struct");
    assertThat(Long.parseUnsignedLong(task.get("virtualAddress").textValue().substring(2), 16))
        .isEqualTo(TASK.virtualAddress());
    assertThat(task.get("physicalAddress").textValue()).isEqualTo("0x0000000003a1c000");
    assertThat(task.get("size").intValue()).isEqualTo(6144);
    assertThat(task.get("score").floatValue()).isEqualTo(12.5f);
    assertThat(task.get("votes").intValue()).isEqualTo(3);
    assertThat(task.get("names").get("comm").textValue()).isEqualTo(EVIL);
    JsonNode cred = new ObjectMapper().readTree(lines.getLast());
    assertThat(cred.get("physicalAddress").isNull()).isTrue();
    assertThat(cred.get("names")).isEmpty();
  }

  @Test
  void jsonIsOneArrayEvenOfNothing() throws IOException {
    JsonNode all = new ObjectMapper().readTree(written(ObjectFormat.JSON, OBJECTS));
    assertThat(all).hasSize(2);
    assertThat(all.get(1).get("type").textValue()).isEqualTo("cred");
    assertThat(new ObjectMapper().readTree(written(ObjectFormat.JSON, List.of()))).isEmpty();
  }

  @Test
  void csvQuotesWhatADumpSays() throws IOException {
    assertThat(written(ObjectFormat.CSV, OBJECTS))
        .isEqualTo(
            "type,state,virtualAddress,physicalAddress,size,score,probability,votes,names\r\n"
                + "\"task_struct\",live,0xffff888003a1c000,0x0000000003a1c000,6144,12.5000,0.9999,3,"
                + "\"pid=7 comm=\\u001b[2J\\u0007\\u202eab\\u000d\\u000a\\u009b31m\"\",=1+1\"\r\n"
                + "\"cred\",freed,0xffffc90000000040,,176,1.0000,,1,\"\"\r\n");
  }

  @Test
  void aCsvCellIsNoFormula() throws IOException {
    for (String start : List.of("=", "+", "-", "@")) {
      DetectedObject formula =
          new DetectedObject(
              start + "cmd|' /C calc'!A0",
              ObjectState.LIVE,
              1,
              OptionalLong.empty(),
              1,
              1,
              OptionalDouble.empty(),
              1,
              names(start, "1"));
      String row = written(ObjectFormat.CSV, List.of(formula)).lines().toList().get(1);
      assertThat(row).startsWith("\"'" + start).endsWith(",\"'" + start + "=1\"");
    }
  }

  @Test
  void theTableIsForPeople() throws IOException {
    List<String> lines = written(ObjectFormat.TABLE, OBJECTS).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("type").contains("virtual address", "physical", "names");
    assertThat(lines.get(1))
        .startsWith("task_struct")
        .contains("0xffff888003a1c000", "0x3a1c000", " live ", " 0.999 ", "pid=7 comm=\\u001b[2J");
    assertThat(lines.get(2)).startsWith("cred").contains(" freed ", " - ");
  }
}
