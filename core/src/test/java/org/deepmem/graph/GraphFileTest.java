package org.deepmem.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.deepmem.tensors.MalformedTensorsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFileTest {
  /// Reads a safetensors file by its definition and prints sums of what is in it.
  private static final String INDEPENDENT_READER =
      """
      import json, struct, sys
      data = open(sys.argv[1], 'rb').read()
      size, = struct.unpack('<Q', data[:8])
      header = json.loads(data[8:8 + size])
      codes = {'U8': 'B', 'U16': 'H', 'I32': 'i', 'U64': 'Q', 'F32': 'f'}
      print(header.pop('__metadata__')['wordSize'])
      for name in sorted(header):
          entry = header[name]
          begin, end = entry['data_offsets']
          count = 1
          for dimension in entry['shape']:
              count *= dimension
          values = struct.unpack('<%d%s' % (count, codes[entry['dtype']]), data[8 + size:][begin:end])
          print(name, entry['shape'], sum(values) % 1000003)
      """;

  @TempDir private Path folder;
  private Path file;
  private MemoryGraph graph;

  @BeforeEach
  void write() throws IOException {
    graph = graph();
    file = folder.resolve("a.graph");
    GraphFile.write(graph, file);
  }

  private static MemoryGraph graph() {
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    for (EdgeType type : EdgeType.PAPER) {
      edges.put(type, new Adjacency(new int[] {0, 1, 1, 3}, new int[] {2, 0, type.ordinal() % 3}));
    }
    byte[] content = new byte[3 * 64];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 7);
    }
    return new MemoryGraph(
        new long[] {0xffff_8880_0000_1000L, 0xffff_8880_0000_1010L, 0xffff_ffff_8100_0000L},
        new long[] {0x1000, 0x1010, 0x20_0000},
        new short[] {8, 4000, 64},
        new byte[] {0, 1, 0},
        content,
        new byte[] {1, 2, 3, 4, 5, 6, 7, 8, -1, -2, 11, 12},
        edges,
        8,
        Map.of("dump", "a"));
  }

  @Test
  void isReadBackAsItWas() throws IOException {
    MemoryGraph read = GraphFile.read(file);

    assertThat(read).usingRecursiveComparison().isEqualTo(graph);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 128})
  void isReadBackWithItsCut(int cut) throws IOException {
    byte[] content = Arrays.copyOf(graph.content(), 3 * Math.max(64, cut));
    MemoryGraph other =
        new MemoryGraph(
            graph.addresses(),
            graph.physical(),
            graph.lengths(),
            graph.windows(),
            content,
            graph.pointerTraits(),
            graph.edges(),
            8,
            cut,
            graph.provenance());
    GraphFile.write(other, file);

    assertThat(GraphFile.read(file)).usingRecursiveComparison().isEqualTo(other);
  }

  /// Earlier versions didn't write it.
  @Test
  void withoutACutItIs64() throws IOException {
    replace("\"cut\":\"64\"", "\"cup\":\"64\"");

    assertThat(GraphFile.read(file).cut()).isEqualTo(64);
  }

  @Test
  void refusesAnotherCut() throws IOException {
    replace("\"cut\":\"64\"", "\"cut\":\"65\"");

    assertThatThrownBy(() -> GraphFile.read(file)).hasMessageContaining("cut at '65'");
  }

  @Test
  void isReadAlikeByAnIndependentReader() throws IOException, InterruptedException {
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-c", INDEPENDENT_READER, file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "python3 isn't installed");
      return;
    }
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(python.waitFor()).as(output).isZero();
    assertThat(output.lines())
        .hasSize(15)
        .startsWith("8")
        .contains(
            "address [3] " + sum(Arrays.stream(graph.addresses())),
            "physical [3] " + sum(Arrays.stream(graph.physical())),
            "length [3] 4072",
            "right_pointer.targets [3] 2",
            "content [3, 64] " + unsignedSum(graph.content()),
            "pointers [3, 4] " + unsignedSum(graph.pointerTraits()));
  }

  private static String sum(LongStream unsigned) {
    BigInteger sum =
        unsigned
            .mapToObj(value -> new BigInteger(Long.toUnsignedString(value)))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return sum.mod(BigInteger.valueOf(1000003)).toString();
  }

  private static int unsignedSum(byte[] bytes) {
    int sum = 0;
    for (byte value : bytes) {
      sum += value & 0xff;
    }
    return sum;
  }

  @Test
  void refusesAFileCutOffAnywhere() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GraphFile.read(file))
          .as("cut to %d bytes", length)
          .isInstanceOf(MalformedTensorsException.class)
          .hasMessageContaining("a.graph: offset 0x");
    }
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    replace("\"version\":\"1\"", "\"version\":\"9\"");

    assertThatThrownBy(() -> GraphFile.read(file))
        .hasMessageContaining("version 9")
        .hasMessageContaining("deepmem graph");
  }

  @Test
  void refusesAnotherKindOfTensorFile() throws IOException {
    replace("deepmem.graph", "deepmem.model");

    assertThatThrownBy(() -> GraphFile.read(file)).hasMessageContaining("not a graph");
  }

  @Test
  void refusesEdgesThatLeadOutOfTheGraph() throws IOException {
    graph.edges(EdgeType.LEFT_POINTER).targets()[1] = 3;
    GraphFile.write(graph, file);

    assertThatThrownBy(() -> GraphFile.read(file)).hasMessageContaining("outside the graph");
  }

  @Test
  void leavesNothingBesideTheFile() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private void replace(String from, String to) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
  }
}
