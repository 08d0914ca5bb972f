package org.deepmem.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deepmem.Dump;
import org.deepmem.graph.GraphFile;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.LabException;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutGraphsTest {
  @TempDir private Path folder;
  private GraphTruthFiles files = new GraphTruthFiles("d", Path.of(""), Path.of(""));

  @BeforeEach
  void aSystemWithOneDump() throws IOException {
    Path test = Files.createDirectory(folder.resolve("test"));
    files = new GraphTruthFiles("d", test.resolve("d.graph"), test.resolve("d.truth.jsonl"));
    try (Dump dump = Dump.open(BundledDump.DUMP)) {
      GraphFile.write(dump.graph(), files.graph());
    }
    TruthFile.write(files.truth(), List.of());
  }

  @Test
  void aGraphThatIsCutElsewhereIsMadeOfTheDump() throws IOException {
    Files.copy(BundledDump.DUMP, Files.createDirectory(folder.resolve("raw")).resolve("d.kdump"));

    MemoryGraph made = CutGraphs.read(files, 32).graph();

    MemoryGraph standard = CutGraphs.read(files, 64).graph();
    assertThat(made.cut()).isEqualTo(32);
    int longer = 0;
    for (int node = 0; node < standard.nodes(); node++) {
      if (standard.window(node) == Window.HEAD) {
        int same = made.firstFrom(standard.addresses()[node]);
        assertThat(made.addresses()[same]).isEqualTo(standard.addresses()[node]);
        assertThat(made.lengths()[same]).isEqualTo(standard.lengths()[node]);
        assertThat(Arrays.copyOfRange(made.content(), same * 64, same * 64 + 32))
            .isEqualTo(Arrays.copyOfRange(standard.content(), node * 64, node * 64 + 32));
        longer += standard.lengths()[node] > 32 && standard.lengths()[node] <= 64 ? 1 : 0;
      }
    }
    assertThat(made.nodes()).as("a tail more each").isEqualTo(standard.nodes() + longer);
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    assertThat(CutGraphs.read(files, 64).graph().cut()).as("needs no dump").isEqualTo(64);
    assertThatThrownBy(() -> CutGraphs.read(files, 16))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(folder.resolve("raw") + ": no dump 'd'");

    GraphFile.write(
        CutGraphs.read(files, 64).graph().withProvenance(Map.of("sha256", "00")), files.graph());
    Files.copy(BundledDump.DUMP, folder.resolve("d.kdump"));
    assertThatThrownBy(() -> CutGraphs.read(files, 16))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("isn't the dump that");
  }
}
