package org.deepmem;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Detection;
import org.deepmem.detection.NewKernel;
import org.deepmem.detection.OffsetSolver;
import org.deepmem.detection.VoteCount;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;

/// Finds the objects of a graph with a model.
public final class ObjectDetector {
  private final GnnModel model;
  private final KeyNodes keyNodes;

  /// @param model trained for the kernel family of the graphs to come
  public ObjectDetector(GnnModel model) {
    this.model = model;
    keyNodes = new KeyNodes(model.keyNodes());
  }

  /// The objects of a dump. Where its kernel is none that the model learnt from, the offsets of its
  /// members are solved first, should they lie elsewhere ([OffsetSolver]).
  public Detection detect(MemoryGraph graph) {
    String release = graph.provenance().getOrDefault("kernel", "");
    if (!release.isEmpty() && model.knows(release)) {
      return detectAsLearnt(graph);
    }
    NodeScores scores = model.classify(graph);
    KeyNodes layout =
        paperScore() ? keyNodes : new OffsetSolver(keyNodes, model.types()).solve(graph, scores);
    List<Candidate> candidates = votes(layout).count(graph, scores);
    if (layout == keyNodes) {
      return new Detection(layout, candidates, thresholds());
    }
    NewKernel kernel = new NewKernel(model.types());
    return kernel.onGrid(new Detection(layout, candidates, kernel.thresholds(candidates)));
  }

  /// The objects at the offsets and thresholds that the model learnt.
  public Detection detectAsLearnt(MemoryGraph graph) {
    List<Candidate> candidates = votes(keyNodes).count(graph, model.classify(graph));
    return new Detection(keyNodes, candidates, thresholds());
  }

  private VoteCount votes(KeyNodes layout) {
    return new VoteCount(layout, model.sizes(), paperScore());
  }

  private boolean paperScore() {
    return "paper".equals(model.provenance().get("recipe"));
  }

  private Map<String, Float> thresholds() {
    return model.types().stream().collect(Collectors.toMap(ModelType::name, ModelType::threshold));
  }
}
