package org.deepmem.report.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ScanResult;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;
import org.deepmem.report.ObjectFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are read back by another implementation of the format.
class ObjectParquetTest {
  /// More than a row group has.
  private static final int MANY = 40_000;

  @TempDir private Path folder = Path.of("");

  private Path written(ScanResult result, String name) throws IOException {
    Path file = folder.resolve(name);
    ObjectFormat.PARQUET.write(result, file);
    return file;
  }

  private static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(InputFile.of(file));
  }

  @Test
  void allOfAnObjectIsReadBack() throws IOException {
    try (ParquetFileReader file = open(written(HostileResult.RESULT, "a"));
        RowReader row = file.rowReader()) {
      row.next();
      FoundObject task = HostileResult.TASK;
      assertThat(row.getString("dump_sha256")).isEqualTo("ab".repeat(32));
      assertThat(row.getString("dump_file")).isEqualTo(HostileResult.DUMP.file());
      assertThat(row.getString("type")).isEqualTo("task_struct");
      assertThat(row.getString("state")).isEqualTo("live");
      assertThat(row.getLong("virtual_address")).isEqualTo(task.object().virtualAddress());
      assertThat(row.getLong("physical_address")).isEqualTo(0x3a1c000);
      assertThat(row.getInt("size")).isEqualTo(6144);
      assertThat(row.getFloat("score")).isEqualTo(12.5f);
      assertThat(row.getDouble("probability")).isEqualTo(0.99987);
      assertThat(row.getInt("votes")).isEqualTo(3);
      assertThat(row.getBoolean("detected")).isTrue();
      assertThat(row.getString("finding")).isEqualTo("hidden");
      assertThat(row.getList("views").strings()).containsExactly("tables", "allocator");
      Map<String, Optional<String>> names = new LinkedHashMap<>();
      task.object().names().forEach((name, value) -> names.put(name, Optional.of(value)));
      assertThat(texts(row.getMap("names"))).isEqualTo(names);
      assertThat(texts(row.getMap("members"))).isEqualTo(task.facts().members());
      List<PqStruct> links = row.getList("links").structs();
      assertThat(links).hasSize(1);
      assertThat(links.getFirst().getString("member")).isEqualTo("mm");
      assertThat(links.getFirst().getString("type")).isEqualTo("mm_struct");
      assertThat(links.getFirst().getLong("address")).isEqualTo(0xffff888003a20000L);
      row.next();
      assertThat(row.getString("type")).isEqualTo("cred");
      assertThat(row.isNull("physical_address")).isTrue();
      assertThat(row.isNull("probability")).isTrue();
      assertThat(row.isNull("finding")).isTrue();
      assertThat(row.getList("views").isEmpty()).isTrue();
      assertThat(row.getMap("members").isEmpty()).isTrue();
      assertThat(row.hasNext()).isFalse();
    }
  }

  private static Map<String, Optional<String>> texts(PqMap map) {
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    for (PqMap.Entry entry : map.getEntries()) {
      texts.put(
          entry.getStringKey(),
          entry.isValueNull() ? Optional.empty() : Optional.of(entry.getStringValue()));
    }
    return texts;
  }

  @Test
  void columnsStayAsTheyAre() throws IOException {
    try (ParquetFileReader file = open(written(HostileResult.RESULT, "a"))) {
      List<String> columns = new ArrayList<>();
      for (int i = 0; i < file.getFileSchema().getColumnCount(); i++) {
        columns.add(file.getFileSchema().getColumn(i).fieldPath().toString());
      }
      assertThat(columns)
          .containsExactly(
              "dump_sha256",
              "dump_file",
              "type",
              "state",
              "virtual_address",
              "physical_address",
              "size",
              "score",
              "probability",
              "votes",
              "detected",
              "finding",
              "views.list.element",
              "names.key_value.key",
              "names.key_value.value",
              "members.key_value.key",
              "members.key_value.value",
              "links.list.element.member",
              "links.list.element.type",
              "links.list.element.address");
      assertThat(file.getFileMetaData().keyValueMetadata())
          .containsEntry("deepmem.tool", "deepmem test")
          .containsEntry("deepmem.model_sha256", "cd".repeat(32))
          .containsEntry("deepmem.warnings", HostileResult.EVIL);
    }
  }

  @Test
  void severalRowGroupsOfAllShapes() throws IOException {
    List<FoundObject> objects = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      objects.add(object(i));
    }
    ScanResult result = HostileResult.of(objects.toArray(FoundObject[]::new));
    Path file = written(result, "a");
    assertThat(written(result, "b")).hasSameBinaryContentAs(file);
    assertThat(Files.size(file)).isLessThan(2_000_000);
    int i = 0;
    try (ParquetFileReader parquet = open(file);
        RowReader row = parquet.rowReader()) {
      while (row.hasNext()) {
        row.next();
        FoundObject object = objects.get(i);
        assertThat(row.getLong("virtual_address")).isEqualTo(object.object().virtualAddress());
        assertThat(row.getBoolean("detected")).isEqualTo(object.detected());
        assertThat(row.isNull("finding")).isEqualTo(object.finding().isEmpty());
        assertThat(row.getList("views").size()).isEqualTo(object.views().size());
        assertThat(row.getMap("names").size()).isEqualTo(object.object().names().size());
        assertThat(texts(row.getMap("members"))).isEqualTo(object.facts().members());
        assertThat(row.getList("links").size()).isEqualTo(object.facts().links().size());
        i++;
      }
    }
    assertThat(i).isEqualTo(MANY);
  }

  /// Differs from its neighbours in what it has and lacks.
  private static FoundObject object(int i) {
    ObjectFacts.Builder facts = new ObjectFacts.Builder();
    for (int link = 0; link < i % 4; link++) {
      facts.link("l", "t", i);
    }
    if (i % 5 != 0) {
      facts.put("k", "v" + i);
    }
    if (i % 3 == 0) {
      facts.put("m", "w" + i);
    } else {
      facts.absent("m");
    }
    return new FoundObject(
        new DetectedObject(
            "t" + i % 7,
            ObjectState.LIVE,
            0xffff888000000000L + i,
            i % 2 == 0 ? OptionalLong.of(i) : OptionalLong.empty(),
            i,
            i,
            OptionalDouble.empty(),
            i,
            i % 3 == 0 ? Map.of() : Map.of("a", "b" + i)),
        i % 11 != 0,
        i % 2 == 0 ? Set.of(View.LISTS, View.HANDLES) : Set.of(),
        i % 13 == 0 ? Optional.of(Finding.FREED) : Optional.empty(),
        facts.build());
  }

  @Test
  void nothingIsAFileToo() throws IOException {
    try (ParquetFileReader file = open(written(HostileResult.of(), "a"))) {
      assertThat(file.getFileMetaData().numRows()).isZero();
    }
  }
}
