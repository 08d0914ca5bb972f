package org.deepmem.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthFileTest {
  private static final LabelledObject TASK =
      new LabelledObject(
          "task_struct", 0xffff888003a1c000L, 0x3a1c000, 6144, ObjectState.LIVE, "slab");
  private static final LabelledObject FREED =
      new LabelledObject("cred", 0xffff888003a20100L, 0x3a20100, 176, ObjectState.RESIDUAL, "slab");

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = directory.resolve("truth.jsonl");
    TruthFile.write(file, List.of(TASK, FREED));
    assertThat(TruthFile.read(file)).containsExactly(TASK, FREED);
    assertThat(directory).isDirectoryContaining(file::equals);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLineIsJsonWithHexadecimalAddresses() throws IOException {
    Path file = directory.resolve("truth.jsonl");
    TruthFile.write(file, List.of(TASK));
    assertThat(file)
        .hasContent(
            "{\"type\":\"task_struct\",\"virtualAddress\":\"0xffff888003a1c000\","
                + "\"physicalAddress\":\"0x0000000003a1c000\",\"size\":6144,\"state\":\"live\","
                + "\"source\":\"slab\"}\n");
  }

  @Test
  void theFirstObjectOfATypeSaysWhatMembersItHas() throws IOException {
    Path file = directory.resolve("truth.jsonl");
    LabelledObject other =
        new LabelledObject("task_struct", TASK.virtualAddress() + 6144, 0, 6144, TASK.state(), "x");
    ObjectLayout layout =
        new ObjectLayout("task_struct", new TreeMap<>(Map.of(16, "stack", 1176, "tasks.next")));
    TruthFile.write(
        file,
        new GroundTruth(
            List.of(TASK, other, FREED),
            Map.of(
                "task_struct",
                layout,
                "mm_struct",
                new ObjectLayout("mm_struct", new TreeMap<>()))));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).endsWith(",\"members\":{\"stack\":16,\"tasks.next\":1176}}");
    assertThat(lines.get(1)).doesNotContain("members");
    assertThat(lines.get(2)).doesNotContain("members");
    assertThat(TruthFile.readAll(file))
        .isEqualTo(new GroundTruth(List.of(TASK, other, FREED), Map.of("task_struct", layout)));
    assertThat(TruthFile.read(file)).containsExactly(TASK, other, FREED);
  }

  @Test
  void aMemberWithoutAnOffsetIsNamed() throws IOException {
    Path file = directory.resolve("truth.jsonl");
    TruthFile.write(file, List.of(TASK));
    String line = Files.readString(file).strip();
    Files.writeString(file, line.substring(0, line.length() - 1) + ",\"members\":{\"pid\":-4}}");
    assertThatThrownBy(() -> TruthFile.read(file))
        .isInstanceOf(MalformedTruthException.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("pid");
  }

  @Test
  void namesAreKeptInTheirOrder() throws IOException {
    Path file = directory.resolve("named.jsonl");
    Map<String, String> names = new LinkedHashMap<>();
    names.put("pid", "4");
    names.put("name", "System");
    LabelledObject named =
        new LabelledObject(
            "_EPROCESS", 0x85c1a030L, 0x3fc1a030, 0x2c0, ObjectState.LIVE, "pool+list", names);
    TruthFile.write(file, List.of(named));
    assertThat(Files.readString(file))
        .endsWith(",\"names\":{\"pid\":\"4\",\"name\":\"System\"}}\n");
    assertThat(TruthFile.read(file)).containsExactly(named);
  }

  @Test
  void membersOfLaterVersionsArePassedOver() throws IOException {
    Path file = directory.resolve("later.jsonl");
    TruthFile.write(file, List.of(TASK));
    String line = Files.readString(file).strip();
    Files.writeString(file, line.replace("{", "{\"later\":[1],"));
    assertThat(TruthFile.read(file)).containsExactly(TASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "{",
        "[]",
        "{\"type\":\"cred\"}",
        "{\"type\":\"cred\",\"virtualAddress\":\"0xg\",\"physicalAddress\":\"0x1\",\"size\":8,"
            + "\"state\":\"live\",\"source\":\"slab\"}",
        "{\"type\":\"cred\",\"virtualAddress\":\"12\",\"physicalAddress\":\"0x1\",\"size\":8,"
            + "\"state\":\"live\",\"source\":\"slab\"}",
        "{\"type\":\"cred\",\"virtualAddress\":\"0x1\",\"physicalAddress\":\"0x1\",\"size\":0,"
            + "\"state\":\"live\",\"source\":\"slab\"}",
        "{\"type\":\"cred\",\"virtualAddress\":\"0x1\",\"physicalAddress\":\"0x1\",\"size\":8,"
            + "\"state\":\"alive\",\"source\":\"slab\"}",
        "{\"type\":\"cred\",\"virtualAddress\":\"0x1\",\"physicalAddress\":\"0x1\",\"size\":8,"
            + "\"state\":\"live\",\"source\":\"slab\",\"names\":{\"pid\":4}}"
      })
  void aBadLineIsNamed(String line) throws IOException {
    Path file = directory.resolve("bad.jsonl");
    TruthFile.write(file, List.of(TASK));
    Files.writeString(file, Files.readString(file) + line + "\n");
    assertThatThrownBy(() -> TruthFile.read(file))
        .isInstanceOfSatisfying(
            MalformedTruthException.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessageStartingWith(file + ": line 2: ");
  }

  @Test
  void bytesThatAreNoTextAreNamed() throws IOException {
    Path file = directory.resolve("binary.jsonl");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> TruthFile.read(file))
        .isInstanceOf(MalformedTruthException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void aMissingFileIsMissing() {
    Path file = directory.resolve("none.jsonl");
    assertThatThrownBy(() -> TruthFile.read(file)).isInstanceOf(NoSuchFileException.class);
  }
}
