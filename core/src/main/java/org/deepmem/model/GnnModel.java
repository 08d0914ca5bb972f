package org.deepmem.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNode;
import org.deepmem.nn.Kernels;
import org.deepmem.nn.Workers;

/// A trained network and what its classes mean. Immutable by convention; may be used by several
/// threads at once.
///
/// @param parameters folded weights, for 1 + key nodes classes
/// @param keyNodes class `k + 1` is key node `k`; class 0 is none of them
/// @param types the object types of the key nodes, each with its threshold
/// @param kernelFamily the kernels that it was trained for, such as `linux-x64`
/// @param provenance where the model came from: names and values, such as the seed and the training
///   dumps' names
public record GnnModel(
    Parameters parameters,
    List<KeyNode> keyNodes,
    List<ModelType> types,
    String kernelFamily,
    Map<String, String> provenance) {
  public GnnModel {
    keyNodes = List.copyOf(keyNodes);
    types = List.copyOf(types);
    provenance = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(provenance));
    if (parameters.classes() != keyNodes.size() + 1) {
      throw new IllegalArgumentException(
          "%d classes for %d key nodes".formatted(parameters.classes(), keyNodes.size()));
    }
  }

  /// Where the segments of the graphs that it works on are cut: [MemoryGraph#cut].
  public int cut() {
    return parameters.config().cut();
  }

  /// The kernels whose dumps it learnt from, as their graphs name them; empty where it doesn't say.
  public String trainedOn() {
    return provenance.getOrDefault("kernels", "");
  }

  /// Whether it learnt from dumps of this kernel.
  ///
  /// @param release as [org.deepmem.kernel.KernelPlace#release]
  public boolean knows(String release) {
    return trainedOn().contains(release);
  }

  /// Bytes of an object of each type.
  public Map<String, Integer> sizes() {
    return types.stream().collect(Collectors.toMap(ModelType::name, ModelType::size));
  }

  /// The best class of every node, on all processors, masked by the key nodes' lengths.
  public NodeScores classify(MemoryGraph graph) {
    try (Workers workers = Workers.perProcessor()) {
      return classify(graph, mask(), workers);
    }
  }

  /// The same for a kernel that was never seen, in which segments may have other lengths: of heads
  /// only the key nodes of any length, where the model has such.
  public NodeScores classifyAnyLength(MemoryGraph graph) {
    boolean any = keyNodes.stream().anyMatch(key -> key.length() == KeyNode.ANY_LENGTH);
    VoteMask mask = any ? VoteMask.lengthless(keyNodes, parameters.columns()) : mask();
    try (Workers workers = Workers.perProcessor()) {
      return classify(graph, mask, workers);
    }
  }

  /// The best class of every node. Takes two arrays of `[nodes × width]` floats, of 131,072 nodes
  /// at a time or fewer.
  public NodeScores classify(MemoryGraph graph, VoteMask mask, Workers workers) {
    return classify(
        graph, mask, workers, Kernels.best(), HeapRoom.nodes(graph, parameters.config().width()));
  }

  NodeScores classify(
      MemoryGraph graph, VoteMask mask, Workers workers, Kernels kernels, int most) {
    return new ForwardPass(kernels, workers, parameters, graph).scores(mask, most);
  }

  /// The last hidden layer of every node, `[nodes × width]`.
  public float[] embeddings(MemoryGraph graph, Workers workers) {
    return new ForwardPass(Kernels.best(), workers, parameters, graph).embeddings();
  }

  /// The mask that the key nodes imply.
  public VoteMask mask() {
    return VoteMask.of(keyNodes, parameters.columns());
  }

  /// The same model with other thresholds or sizes of its types.
  public GnnModel withTypes(List<ModelType> changed) {
    return new GnnModel(parameters, keyNodes, changed, kernelFamily, provenance);
  }

  /// The same model with another provenance.
  public GnnModel withProvenance(Map<String, String> changed) {
    return new GnnModel(parameters, keyNodes, types, kernelFamily, changed);
  }
}
