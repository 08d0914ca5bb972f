package org.deepmem.tensors;

import static org.deepmem.fuzz.Checks.require;
import static org.deepmem.fuzz.Checks.requireOneLine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.fuzz.InputFile;
import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.GraphFile;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.model.GnnModel;
import org.deepmem.model.MalformedModelException;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.ModelFile;
import org.deepmem.model.ModelType;
import org.deepmem.model.Parameters;

/// Safetensors files: graphs and models. What is read and written again is the same.
public final class TensorFilesFuzz implements FuzzTarget {
  private final boolean model;

  private TensorFilesFuzz(boolean model) {
    this.model = model;
  }

  public static TensorFilesFuzz graph() {
    return new TensorFilesFuzz(false);
  }

  public static TensorFilesFuzz model() {
    return new TensorFilesFuzz(true);
  }

  @Override
  public void run(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    try {
      if (model) {
        check(ModelFile.read(file));
      } else {
        check(GraphFile.read(file));
      }
    } catch (MalformedTensorsException | MalformedModelException e) {
      requireOneLine(e);
    }
  }

  private static void check(MemoryGraph graph) {
    for (int node = 0; node < Math.min(graph.nodes(), 64); node++) {
      require(graph.lengths()[node] > 0, "a node has bytes");
    }
  }

  private static void check(GnnModel model) {
    require(!model.keyNodes().isEmpty(), "a model has key nodes");
    require(model.parameters().values().length > 0, "a model has weights");
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(
        model
            ? InputFile.written(file -> ModelFile.write(smallModel(), file))
            : InputFile.written(file -> GraphFile.write(smallGraph(), file)));
  }

  private static GnnModel smallModel() {
    ModelConfig config = ModelConfig.standard().withUnits(8).withEdges(List.of()).withCut(16);
    KeyNode key = new KeyNode("cred", 0, 24, Window.HEAD, 0.25f);
    return new GnnModel(
        Parameters.zero(config, 2),
        List.of(key),
        List.of(new ModelType("cred", 96, 1f)),
        "linux",
        Map.of("seed", "1"));
  }

  private static MemoryGraph smallGraph() {
    Map<EdgeType, Adjacency> edges = new EnumMap<>(EdgeType.class);
    for (EdgeType type : EdgeType.PAPER) {
      edges.put(type, new Adjacency(new int[] {0, 1, 1, 3}, new int[] {2, 0, 1}));
    }
    return new MemoryGraph(
        new long[] {0xffff_8880_0000_1000L, 0xffff_8880_0000_1010L, 0xffff_ffff_8100_0000L},
        new long[] {0x1000, 0x1010, 0x20_0000},
        new short[] {8, 4000, 64},
        new byte[] {0, 1, 0},
        new byte[3 * 64],
        new byte[3 * MemoryGraph.TRAITS],
        edges,
        8,
        Map.of("dump", "a"));
  }
}
