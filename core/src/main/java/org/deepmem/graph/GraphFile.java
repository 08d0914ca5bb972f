package org.deepmem.graph;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.deepmem.tensors.MalformedTensorsException;
import org.deepmem.tensors.SafeTensorsFile;
import org.deepmem.tensors.SafeTensorsWriter;
import org.deepmem.tensors.TensorType;

/// A memory graph as a safetensors file; the tensors are listed in docs/formats.md.
public final class GraphFile {
  /// What the header's `format` says.
  public static final String FORMAT = "deepmem.graph";

  /// What the header's `version` says.
  public static final String VERSION = "1";

  private GraphFile() {}

  /// Writes a graph, aside and then moved to its place.
  public static void write(MemoryGraph graph, Path file) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put("wordSize", Integer.toString(graph.wordSize()));
    metadata.put("cut", Integer.toString(graph.cut()));
    metadata.putAll(graph.provenance());
    int nodes = graph.nodes();
    SafeTensorsWriter writer =
        new SafeTensorsWriter(metadata)
            .add("address", TensorType.U64, MemorySegment.ofArray(graph.addresses()), nodes)
            .add("physical", TensorType.U64, MemorySegment.ofArray(graph.physical()), nodes);
    for (EdgeType type : EdgeType.PAPER) {
      Adjacency edges = graph.edges(type);
      writer
          .add(
              name(type, "offsets"),
              TensorType.I32,
              MemorySegment.ofArray(edges.offsets()),
              nodes + 1)
          .add(
              name(type, "targets"),
              TensorType.I32,
              MemorySegment.ofArray(edges.targets()),
              edges.edges());
    }
    writer
        .add("length", TensorType.U16, MemorySegment.ofArray(graph.lengths()), nodes)
        .add(
            "content",
            TensorType.U8,
            MemorySegment.ofArray(graph.content()),
            nodes,
            graph.contentWidth())
        .add(
            "pointers",
            TensorType.U8,
            MemorySegment.ofArray(graph.pointerTraits()),
            nodes,
            MemoryGraph.TRAITS)
        .add("window", TensorType.U8, MemorySegment.ofArray(graph.windows()), nodes)
        .write(file);
  }

  /// Reads a graph and checks that its nodes are in order and every edge leads to one.
  ///
  /// @throws MalformedTensorsException when the file is cut off, no graph, or of another version
  public static MemoryGraph read(Path file) throws IOException {
    try (SafeTensorsFile tensors = SafeTensorsFile.open(file)) {
      if (!tensors.metadata("format").equals(FORMAT)) {
        throw tensors.malformed(
            8, "is a %s file, not a graph".formatted(tensors.metadata("format")));
      }
      if (!tensors.metadata("version").equals(VERSION)) {
        throw tensors.malformed(
            8,
            "is a graph of version %s, this is version %s; make it again with 'deepmem graph'"
                .formatted(tensors.metadata("version"), VERSION));
      }
      int nodes = (int) Math.min(tensors.rows("address"), Integer.MAX_VALUE - 1);
      Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
      for (EdgeType type : EdgeType.PAPER) {
        edges.put(type, readEdges(tensors, type, nodes));
      }
      Map<String, String> provenance = new LinkedHashMap<>(tensors.metadata());
      provenance.keySet().removeAll(java.util.List.of("format", "version", "wordSize", "cut"));
      int cut = cut(tensors);
      long[] addresses = tensors.longs("address", nodes);
      short[] lengths = tensors.shorts("length", nodes);
      byte[] windows = tensors.bytes("window", nodes);
      checkNodes(tensors, addresses, lengths, windows);
      return new MemoryGraph(
          addresses,
          tensors.longs("physical", nodes),
          lengths,
          windows,
          tensors.bytes("content", nodes, MemoryGraph.contentWidth(cut)),
          tensors.bytes("pointers", nodes, MemoryGraph.TRAITS),
          edges,
          wordSize(tensors),
          cut,
          provenance);
    }
  }

  private static int wordSize(SafeTensorsFile tensors) throws MalformedTensorsException {
    return switch (tensors.metadata("wordSize")) {
      case "4" -> 4;
      case "8" -> 8;
      case String other ->
          throw tensors.malformed(8, "word size is '%s', not 4 or 8".formatted(other));
    };
  }

  /// Where segments are cut; earlier versions don't say it.
  private static int cut(SafeTensorsFile tensors) throws MalformedTensorsException {
    String text = tensors.metadata().getOrDefault("cut", "" + MemoryGraph.STANDARD_CUT);
    for (int cut : MemoryGraph.CUTS) {
      if (text.equals(Integer.toString(cut))) {
        return cut;
      }
    }
    throw tensors.malformed(
        8, "segments are cut at '%s', not at one of %s".formatted(text, MemoryGraph.CUTS));
  }

  private static void checkNodes(
      SafeTensorsFile tensors, long[] addresses, short[] lengths, byte[] windows)
      throws MalformedTensorsException {
    for (int node = 0; node < addresses.length; node++) {
      boolean ascending =
          node == 0 || Long.compareUnsigned(addresses[node - 1], addresses[node]) < 0;
      boolean inRange =
          lengths[node] > 0
              && lengths[node] < Segments.TOO_LONG
              && windows[node] >= 0
              && windows[node] < Window.values().length;
      if (!ascending || !inRange) {
        throw tensors.malformed(
            8,
            "node %d has an impossible address, length or window; make it again".formatted(node));
      }
    }
  }

  private static Adjacency readEdges(SafeTensorsFile tensors, EdgeType type, int nodes)
      throws MalformedTensorsException {
    int[] offsets = tensors.ints(name(type, "offsets"), nodes + 1);
    int count = (int) Math.min(tensors.rows(name(type, "targets")), Integer.MAX_VALUE);
    int[] targets = tensors.ints(name(type, "targets"), count);
    boolean ascending = offsets[0] == 0 && offsets[nodes] == count;
    for (int node = 0; node < nodes; node++) {
      ascending &= offsets[node] <= offsets[node + 1];
    }
    boolean inside = true;
    for (int target : targets) {
      inside &= target >= 0 && target < nodes;
    }
    if (!ascending || !inside) {
      throw tensors.malformed(
          8, "edges of '%s' lead outside the graph; make it again".formatted(name(type, "")));
    }
    return new Adjacency(offsets, targets);
  }

  private static String name(EdgeType type, String part) {
    return type.name().toLowerCase(Locale.ROOT) + "." + part;
  }
}
