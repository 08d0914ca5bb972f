package org.deepmem.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.deepmem.image.SparseImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.paging.InvalidEntries;
import org.deepmem.paging.TestPageTables;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.paging.X86AddressSpace;
import org.deepmem.paging.X86PaeAddressSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphBuilderTest {
  private static final long ROOT = 0x100_0000;
  private static final long DIRECT = 0xffff_8880_0000_0000L;
  private static final long VMALLOC = 0xffff_c900_0000_0000L;
  private static final long MEMORY = 0x20_0000;
  private static final long POOL = 0x8540_0000L;

  private final SparseImage memory = new SparseImage();
  private final TestPageTables tables = new TestPageTables(memory, ROOT, 4);

  private X64AddressSpace space() {
    return new X64AddressSpace(memory, ROOT, 4);
  }

  private MemoryGraph graph() {
    X64AddressSpace space = space();
    return GraphBuilder.build(space, CanonicalPages.of(space), Map.of());
  }

  private void mapDirect() {
    tables.map(DIRECT, 0, 3);
  }

  private static List<Long> targets(MemoryGraph graph, EdgeType type, int node) {
    Adjacency edges = graph.edges(type);
    List<Long> targets = new ArrayList<>();
    for (int i = edges.offsets()[node]; i < edges.offsets()[node + 1]; i++) {
      targets.add(graph.addresses()[edges.targets()[i]]);
    }
    return targets;
  }

  /// Random memory with holes, aliases and vmalloc pages in another order than physical ones.
  private void randomMemory(int seed) {
    mapDirect();
    Random random = new Random(seed);
    List<Integer> frames = new ArrayList<>();
    for (int frame = 0; frame < 60; frame++) {
      if (random.nextInt(5) > 0) {
        frames.add(frame);
        memory.present(frame * 4096L);
      }
    }
    for (int page = 0; page < 12; page++) {
      tables.map(VMALLOC + page * 4096L, frames.get(random.nextInt(frames.size())) * 4096L);
    }
    for (int frame : frames) {
      int style = random.nextInt(4);
      for (int at = 0; at < 4096; at += 8) {
        long value =
            switch (random.nextInt(style == 0 ? 400 : 12)) {
              case 0 -> DIRECT + random.nextInt(60 * 4096);
              case 1 -> VMALLOC + (random.nextInt(13 * 4096) & ~3);
              case 2 -> random.nextLong();
              default -> random.nextInt(3) == 0 ? random.nextInt() : 0;
            };
        memory.put(frame * 4096L + at, value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void isWhatTheDefinitionsSay(int seed) {
    randomMemory(seed);
    X64AddressSpace space = space();
    CanonicalPages pages = CanonicalPages.of(space);
    for (int cut : MemoryGraph.CUTS) {
      assertIsWhatTheDefinitionsSay(space, pages, cut);
    }
  }

  /// Nodes' bytes are the same whether they are kept or read from the dump each time, in any order.
  @ParameterizedTest
  @ValueSource(ints = {6, 7})
  void bytesMayBeReadWhenTheyAreAskedFor(int seed) {
    randomMemory(seed);
    X64AddressSpace space = space();
    CanonicalPages pages = CanonicalPages.of(space);
    MemoryGraph kept = GraphBuilder.build(space, pages, 64, Long.MAX_VALUE, Map.of());
    MemoryGraph read = GraphBuilder.build(space, pages, 64, 0, Map.of());
    assertThat(read.bytes()).isLessThan(kept.bytes() - 64L * kept.nodes() + 1);
    assertThat(read.content()).isEqualTo(kept.content());
    NodeMemory.Reader reader = read.memory().reader();
    Random random = new Random(seed);
    byte[] window = new byte[64];
    for (int i = 0; i < 3 * kept.nodes(); i++) {
      int node = random.nextInt(5) == 0 ? random.nextInt(kept.nodes()) : i % kept.nodes();
      reader.read(node, window, 0);
      assertThat(window).isEqualTo(Arrays.copyOfRange(kept.content(), 64 * node, 64 * node + 64));
    }
  }

  private static void assertIsWhatTheDefinitionsSay(
      AddressSpace space, CanonicalPages pages, int cut) {
    SlowGraph slow = new SlowGraph(space, pages, cut);

    MemoryGraph fast = GraphBuilder.build(space, pages, cut, Map.of());
    int width = cut == 128 ? 128 : 64;

    assertThat(fast.nodes()).isGreaterThan(300);
    assertThat(fast.addresses())
        .containsExactly(slow.nodes.keySet().stream().mapToLong(Long::longValue).toArray());
    for (int node = 0; node < fast.nodes(); node++) {
      SlowGraph.Node expected = Objects.requireNonNull(slow.nodes.get(fast.addresses()[node]));
      assertThat((int) fast.lengths()[node]).isEqualTo(expected.length());
      assertThat((int) fast.windows()[node]).isEqualTo(expected.window().ordinal());
      assertThat(pages.canonical(fast.physical()[node])).isEqualTo(expected.address());
      for (int i = 0; i < width; i++) {
        byte wanted = i < expected.content().size() ? expected.content().get(i) : 0;
        assertThat(fast.content()[node * width + i]).isEqualTo(wanted);
      }
      for (EdgeType type : EdgeType.values()) {
        assertThat(Set.copyOf(targets(fast, type, node)))
            .as("%s of %x", type, expected.address())
            .isEqualTo(slow.neighbours(expected, type));
        assertThat(targets(fast, type, node))
            .isEqualTo(List.copyOf(new TreeSet<>(targets(fast, type, node))));
      }
    }
  }

  /// A 32-bit system without a direct map: pages scattered, some mapped twice, words of 4 bytes.
  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,true", "4,true"})
  void isWhatTheDefinitionsSayOn32Bits(int seed, boolean pae) {
    TestPageTables x86 =
        pae ? TestPageTables.x86Pae(memory, ROOT) : TestPageTables.x86(memory, ROOT);
    Random random = new Random(seed);
    for (int frame = 0; frame < 60; frame++) {
      memory.present(frame * 4096L);
      x86.map(POOL + random.nextInt(80) * 4096L, frame * 4096L);
    }
    for (int frame = 0; frame < 60; frame++) {
      int oneIn = random.nextInt(4) == 0 ? 400 : 12;
      for (int at = 0; at < 4096; at += 4) {
        long value =
            switch (random.nextInt(oneIn)) {
              case 0 -> POOL + random.nextInt(80 * 4096);
              case 1 -> POOL + (random.nextInt(80 * 4096) & ~3);
              case 2 -> random.nextInt();
              default -> random.nextInt(3) == 0 ? random.nextInt(1000) : 0;
            };
        memory.put(frame * 4096L + at, word(value));
      }
    }
    AddressSpace space =
        pae
            ? new X86PaeAddressSpace(memory, ROOT, InvalidEntries.WINDOWS_TRANSITION)
            : new X86AddressSpace(memory, ROOT, InvalidEntries.WINDOWS_TRANSITION);
    CanonicalPages pages = CanonicalPages.of(space);

    assertThat(pages.directMapDelta()).isEmpty();
    assertIsWhatTheDefinitionsSay(space, pages, MemoryGraph.STANDARD_CUT);
  }

  @Test
  void tellsPointersIntoLoadedImagesApartWhereThereIsNoDirectMap() {
    long driver = POOL + 0x10_0000;
    TestPageTables x86 = TestPageTables.x86(memory, ROOT).map(POOL, 0x5000);
    x86.map(driver, 0x9000).map(driver + 0x1000, 0x7000).map(driver + 0x2000, 0x8000);
    memory.present(0x7000).present(0x8000);
    memory.put(0x9000, word(0x5a4d)).put(0x903c, word(0x80));
    memory.put(0x9080, word(0x4550)).put(0x9080 + 0x50, word(0x2000));
    memory.put(0x5000, word(driver + 0x1010)).put(0x5020, word(driver + 0x2000));
    AddressSpace space = new X86AddressSpace(memory, ROOT, InvalidEntries.WINDOWS_TRANSITION);
    MemoryGraph graph = GraphBuilder.build(space, CanonicalPages.of(space), Map.of());

    assertThat(graph.addresses()).containsExactly(POOL + 4);
    assertThat(graph.wordSize()).isEqualTo(4);
    assertThat(graph.pointerTraits())
        .as("left: in the image, 16-byte aligned; right: behind it, page aligned")
        .containsExactly(1, 1, 1 | 1 << 4, 2 | 3 << 4);
  }

  @Test
  void bindsThe32BitEmptyListToItself() {
    TestPageTables.x86(memory, ROOT).map(POOL, 0x5000);
    memory.put(0x5000, word(POOL)).put(0x5004, word(POOL)).put(0x5010, word(POOL + 0x208));
    AddressSpace space = new X86AddressSpace(memory, ROOT, InvalidEntries.WINDOWS_TRANSITION);
    MemoryGraph graph = GraphBuilder.build(space, CanonicalPages.of(space), Map.of());

    assertThat(graph.addresses()).containsExactly(POOL + 8);
    assertThat(graph.pointerTraits())
        .as("both words of the list count as leading to itself; 8 bytes are two words")
        .containsExactly(2, 1, 2 | 1 << 2 | 3 << 4, 2 | 2 << 2 | 1 << 4);
  }

  private static byte[] word(long value) {
    return new byte[] {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
  }

  @Test
  void keepsTheRightPointersOfASegmentThatIsCut() {
    mapDirect();
    memory.put(0x1000, DIRECT + 0x3000).put(0x1000 + 8 + 200, DIRECT + 0x2008);
    memory.put(0x2000, DIRECT + 0x3000).put(0x2010, DIRECT + 0x3000);
    MemoryGraph graph = graph();

    assertThat(graph.addresses()).startsWith(DIRECT + 0x1008, DIRECT + 0x1008 + 200 - 64);
    for (int node = 0; node < 2; node++) {
      assertThat(targets(graph, EdgeType.RIGHT_POINTER, node)).containsExactly(DIRECT + 0x2008);
      assertThat((int) graph.lengths()[node]).isEqualTo(200);
    }
  }

  @Test
  void readsASegmentThatCrossesAPageOnInTheNextVirtualPage() {
    mapDirect();
    memory.present(0x5000).present(0x6000).present(0x9000);
    tables.map(VMALLOC, 0x5000).map(VMALLOC + 0x1000, 0x9000);
    memory.put(0x5ff0, DIRECT + 0x6000).put(0x5ff8, 0x1111).put(0x9000, 0x2222);
    memory.put(0x9008, DIRECT + 0x6000).put(0x6000, 0x3333);
    MemoryGraph graph = graph();

    int node = Arrays.binarySearch(graph.addresses(), VMALLOC + 0xff8);
    assertThat(node).isNotNegative();
    assertThat((int) graph.lengths()[node]).isEqualTo(16);
    assertThat(graph.content()[node * 64]).isEqualTo((byte) 0x11);
    assertThat(graph.content()[node * 64 + 8]).isEqualTo((byte) 0x22);
  }

  @Test
  void resolvesEveryAliasOfAPageToTheSameNode() {
    mapDirect();
    tables.map(VMALLOC, 0x5000);
    memory.put(0x5000, DIRECT).put(0x5010, DIRECT);
    memory.put(0x1000, DIRECT + 0x5008).put(0x1010, VMALLOC + 8).put(0x1020, DIRECT);
    MemoryGraph graph = graph();

    int node = Arrays.binarySearch(graph.addresses(), DIRECT + 0x1008);
    assertThat(targets(graph, EdgeType.LEFT_POINTER, node)).containsExactly(VMALLOC + 8);
    assertThat(targets(graph, EdgeType.RIGHT_POINTER, node)).containsExactly(VMALLOC + 8);
  }

  @Test
  void countsAPointerWhosePageIsMappedButAbsent() {
    mapDirect();
    memory.put(0x1000, DIRECT + 0x8_0000).put(0x1010, DIRECT + 0x8_0000);
    MemoryGraph graph = graph();

    assertThat(graph.addresses()).containsExactly(DIRECT + 0x1008);
    assertThat(targets(graph, EdgeType.LEFT_POINTER, 0)).isEmpty();
  }

  @Test
  void hasNoNodesWithoutPointers() {
    mapDirect();
    memory.present(0x1000).present(MEMORY - 0x1000);

    assertThat(graph().nodes()).isZero();
  }

  @Test
  void notesTheRunsAndTraitsOfThePointersBesideASegment() {
    mapDirect();
    memory.put(0x1000, DIRECT + 0x1000).put(0x1008, DIRECT + 0x1000);
    memory.put(0x1018, DIRECT + 0x4_0010);
    MemoryGraph graph = graph();

    assertThat(graph.addresses()).containsExactly(DIRECT + 0x1010);
    PointerTraits traits = new PointerTraits(8, true, LoadedImages.none());
    byte toItself = traits.of(0x1008, DIRECT + 0x1000, 0x1000, true);
    byte far = traits.of(0x1018, DIRECT + 0x4_0010, 0x4_0010, true);
    assertThat(graph.pointerTraits()).containsExactly(2, 1, toItself, far);
  }
}
