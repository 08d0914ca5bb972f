package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.Dump;
import org.deepmem.graph.GraphFile;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.label.TruthFile;
import org.deepmem.model.ModelFile;
import org.deepmem.report.ResultReader;
import org.deepmem.tensors.SafeTensorsFile;

/// Whether files are whole, told by whoever reads them.
final class Wholeness {
  private Wholeness() {}

  /// All files in a folder and below, sorted.
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /// Checks a file, by the kind that its name tells.
  static void check(Path file) throws IOException {
    String name = file.getFileName().toString();
    String kind = name.substring(name.lastIndexOf('.') + 1);
    switch (kind) {
      case "graph" -> assertThat(GraphFile.read(file).nodes()).as(name).isPositive();
      case "model" -> assertThat(ModelFile.read(file).types()).as(name).isNotEmpty();
      case "elf", "kdump", "lime", "raw" -> checkDump(file);
      case "checkpoint" -> SafeTensorsFile.open(file).close();
      case "html" -> assertThat(Files.readString(file).strip()).as(name).endsWith("</html>");
      case "parquet" -> {
        byte[] bytes = Files.readAllBytes(file);
        byte[] end = Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length);
        assertThat(new String(end, StandardCharsets.US_ASCII)).as(name).isEqualTo("PAR1");
      }
      case "jsonl" -> {
        if (name.endsWith(DataFolder.TRUTH)) {
          assertThat(TruthFile.read(file)).as(name).isNotEmpty();
        } else {
          assertThat(ResultReader.read(file).objects()).as(name).isNotEmpty();
        }
      }
      case "json" -> new ObjectMapper().readTree(file.toFile());
      default -> assertThat(Files.readString(file)).as(name).endsWith("\n");
    }
  }

  private static void checkDump(Path file) throws IOException {
    try (MemoryImage image = MemoryImages.open(file)) {
      assertThat(image.damage().isNone()).as("%s: %s", file, image.damage()).isTrue();
    }
    Dump.open(file).close();
  }
}
