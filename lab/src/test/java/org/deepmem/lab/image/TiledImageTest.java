package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.Dump;
import org.deepmem.detection.DetectedObject;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.LabException;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.deepmem.paging.X64AddressSpace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundled dump and a copy of it: what is found in the one is found in the other.
@Tag("slow")
final class TiledImageTest {
  private static final long FIRST_COPY = 4L << 30;

  @TempDir private Path folder = Path.of("");

  @Test
  void aCopyHasTheSameObjects() throws IOException, LabException {
    Path file = folder.resolve("tiled.lime");
    GnnModel model = ModelFile.read(BundledDump.MODEL);
    try (Dump dump = Dump.open(BundledDump.DUMP)) {
      TiledImage tiled = new TiledImage((X64AddressSpace) dump.space(), 1);
      new LimeImageWriter(PageFilter.ALL).write(tiled, file);
    }
    try (Dump dump = Dump.open(file)) {
      List<DetectedObject> found = dump.objects(model, Optional.empty());
      Set<Long> original = tasks(found, 0);
      Set<Long> copied = tasks(found, FIRST_COPY);
      assertThat(original).hasSizeGreaterThan(100);
      // One task lies in the kernel's image.
      assertThat(copied).hasSizeGreaterThanOrEqualTo(original.size() - 1).isSubsetOf(original);
      assertThatThrownBy(() -> new TiledImage((X64AddressSpace) dump.space(), 1))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("can't be repeated");
    }
  }

  /// Physical addresses of the tasks of one copy, as in the original.
  private static Set<Long> tasks(List<DetectedObject> found, long from) {
    return found.stream()
        .filter(object -> object.type().equals("task_struct"))
        .map(object -> object.physicalAddress().orElseThrow() - from)
        .filter(address -> address >= 0 && address < FIRST_COPY)
        .collect(Collectors.toSet());
  }
}
