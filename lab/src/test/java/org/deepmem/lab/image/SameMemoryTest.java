package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deepmem.Dump;
import org.deepmem.detection.DetectedObject;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.BundledDump;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same memory gives the same graph and the same objects, whatever the format. Each file is
/// made of the one before, so that none can hide what another lost. A raw file has zeros where the
/// others have holes: there, pointers into the first bytes of a page that was left out may lead to
/// a segment before it, so that only nodes and objects are compared.
@Tag("slow")
final class SameMemoryTest {
  @TempDir private static Path folder = Path.of("");
  private static List<Path> lossless = List.of();
  private static Path raw = Path.of("");

  @BeforeAll
  static void convert() throws IOException {
    Path lime = copy(BundledDump.DUMP, WritableFormat.LIME, PageFilter.ALL);
    Path kdump = copy(lime, WritableFormat.KDUMP, PageFilter.ALL);
    lossless = List.of(lime, kdump);
    raw = copy(kdump, WritableFormat.RAW, PageFilter.ALL);
  }

  private static Path copy(Path dump, WritableFormat format, PageFilter filter) throws IOException {
    Path target = folder.resolve("memory." + format.name());
    try (MemoryImage image = MemoryImages.open(dump)) {
      format.writer(filter, 1).write(image, target);
    }
    return target;
  }

  @Test
  void theGraphIsTheSame() throws IOException {
    MemoryGraph expected = graph(BundledDump.DUMP);
    assertThat(expected.nodes()).isGreaterThan(100_000);
    for (Path copy : lossless) {
      MemoryGraph graph = graph(copy);
      compareNodes(graph, expected);
      for (EdgeType type : EdgeType.values()) {
        same(type, graph.edges(type).offsets(), expected.edges(type).offsets());
        same(type, graph.edges(type).targets(), expected.edges(type).targets());
      }
    }
    compareNodes(graph(raw), expected);
  }

  private static void compareNodes(MemoryGraph graph, MemoryGraph expected) {
    same("addresses", graph.addresses(), expected.addresses());
    same("physical addresses", graph.physical(), expected.physical());
    same("lengths", graph.lengths(), expected.lengths());
    same("windows", graph.windows(), expected.windows());
    same("content", graph.content(), expected.content());
    same("pointer traits", graph.pointerTraits(), expected.pointerTraits());
  }

  /// Compares arrays, without printing their millions of elements.
  private static void same(Object what, Object array, Object expected) {
    assertThat(Objects.deepEquals(array, expected)).as("same %s", what).isTrue();
  }

  private static MemoryGraph graph(Path file) throws IOException {
    try (Dump dump = Dump.open(file)) {
      return dump.graph();
    }
  }

  @Test
  void theObjectsAreTheSame() throws IOException {
    GnnModel model = ModelFile.read(BundledDump.MODEL);
    List<DetectedObject> expected = objects(BundledDump.DUMP, model);
    assertThat(expected).hasSizeGreaterThan(10_000);
    for (Path copy : lossless) {
      same("objects", objects(copy, model), expected);
    }
    same("places", places(objects(raw, model)), places(expected));
  }

  private static List<String> places(List<DetectedObject> objects) {
    return objects.stream()
        .map(object -> object.type() + " " + Long.toHexString(object.virtualAddress()))
        .toList();
  }

  private static List<DetectedObject> objects(Path file, GnnModel model) throws IOException {
    try (Dump dump = Dump.open(file)) {
      return dump.objects(model, Optional.empty());
    }
  }
}
