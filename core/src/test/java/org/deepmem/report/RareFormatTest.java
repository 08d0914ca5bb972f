package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.deepmem.finding.RareItem;
import org.junit.jupiter.api.Test;

class RareFormatTest {
  private static final List<RareItem> ITEMS =
      List.of(
          new RareItem(
              "task_struct",
              Optional.of("hidden"),
              "7 \u001b[31mevil",
              "linux-x64",
              7,
              40,
              List.of("web1", "\u202ecod.exe"),
              9,
              "=cmd|calc",
              0xffff888000000040L),
          new RareItem(
              "module",
              Optional.empty(),
              "a \"b\"",
              "linux-x64",
              1,
              40,
              List.of("web2"),
              1,
              "f",
              16));

  private static String written(RareFormat format, List<RareItem> items) throws IOException {
    StringWriter out = new StringWriter();
    format.write(items, out);
    return out.toString();
  }

  @Test
  void aTableHasALineAnItemAndNothingThatActs() throws IOException {
    String table = written(RareFormat.TABLE, ITEMS);
    assertThat(table.lines()).hasSize(3);
    assertThat(table)
        .contains("hidden", "7/40", "\\u001b[31mevil", "web1 \\u202ecod.exe and 5 more", "1/40")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void csvQuotesAndDefusesFormulas() throws IOException {
    String csv = written(RareFormat.CSV, ITEMS);
    assertThat(csv.split("\r\n", -1)).hasSize(4);
    assertThat(csv)
        .contains("\"'=cmd|calc\",0xffff888000000040", "\"a \"\"b\"\"\"")
        .doesNotContain("\u001b");
  }

  @Test
  void jsonLinesKeepWhatTheDumpSays() throws IOException {
    String lines = written(RareFormat.JSONL, ITEMS);
    assertThat(lines.lines()).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.lines().findFirst().orElse(""));
    assertThat(first.path("item").asText()).isEqualTo("7 \u001b[31mevil");
    assertThat(first.path("hosts").asInt()).isEqualTo(7);
    assertThat(first.path("onHosts")).hasSize(2);
    assertThat(lines).doesNotContain("\u001b", "\u202e");
    assertThat(written(RareFormat.JSONL, List.of())).isEmpty();
  }
}
