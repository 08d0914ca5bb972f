package org.deepmem.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.detection.Candidate;
import org.deepmem.lab.BundledDump;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lists and slabs give of the bundled dump, before and after all its processes are unlinked.
class KernelRecordsTest {
  private static final Path TRUTH = BundledDump.DUMP.resolveSibling("linux-6.1-cloud.truth.jsonl");
  private static final Set<String> TASK = Set.of("task_struct");

  @TempDir private Path folder;

  private static Set<Long> addresses(List<Candidate> found) {
    return found.stream().map(Candidate::address).collect(Collectors.toSet());
  }

  @Test
  void unlinkedTasksAreLostToTheListsAndNotToTheSlabs() throws IOException {
    Set<Long> live = new HashSet<>();
    for (LabelledObject object : TruthFile.read(TRUTH)) {
      if (object.type().equals("task_struct") && object.state() == ObjectState.LIVE) {
        live.add(object.virtualAddress());
      }
    }
    Path raw = Files.createDirectory(folder.resolve("raw"));
    Files.copy(BundledDump.DUMP, raw.resolve("d.kdump"));
    GraphTruthFiles test = new GraphTruthFiles("d", folder.resolve("test/d.graph"), TRUTH);

    try (TestDump dump = TestDump.open(test)) {
      KernelRecords before = KernelRecords.of(dump.copy(Treatment.NONE), SymbolFiles.NONE);
      assertThat(addresses(before.listed(TASK))).isEqualTo(live);
      assertThat(addresses(before.allocated(TASK))).isEqualTo(live);

      Treatment unlinked = new Treatment(Treatment.Kind.UNLINKED, 0);
      KernelRecords after = KernelRecords.of(dump.copy(unlinked), SymbolFiles.NONE);
      assertThat(addresses(after.listed(TASK))).isSubsetOf(live).hasSizeLessThan(live.size() / 10);
      assertThat(addresses(after.allocated(TASK))).isEqualTo(live);
    }
  }
}
