package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.deepmem.detection.MemberOffset;
import org.deepmem.detection.TypeLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutReportTest {
  private static final LayoutReport REPORT =
      new LayoutReport(
          "memory.elf",
          "6.12.1",
          "6.1.0",
          List.of(
              new TypeLayout(
                  "cred",
                  20,
                  List.of(
                      new MemberOffset("user", List.of(120, 128), OptionalInt.of(136), 19, 18),
                      new MemberOffset(null, List.of(88), OptionalInt.of(88), 7, 7),
                      new MemberOffset("user_ns", List.of(136), OptionalInt.empty(), 3, 0)))));

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("layout.json");
    REPORT.write(file);
    assertThat(LayoutReport.read(file)).isEqualTo(REPORT);
  }

  @Test
  void saysHowEachOffsetWasFound() throws IOException {
    Path file = folder.resolve("layout.json");
    REPORT.write(file);
    JsonNode members = new ObjectMapper().readTree(file.toFile()).at("/types/0/members");
    assertThat(members.findValuesAsText("state"))
        .containsExactly("solved", "as-learnt", "unsolved");
    assertThat(members.get(0).path("offset").asInt()).isEqualTo(136);
    assertThat(members.get(1).has("member")).isFalse();
    assertThat(members.get(2).has("offset")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{\"types\":[{}]}"})
  void somethingElseIsRefusedInOneLine(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), text);
    assertThatThrownBy(() -> LayoutReport.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.json")
        .hasMessageContaining("deepmem scan --layout")
        .hasMessageNotContaining("\n");
  }
}
