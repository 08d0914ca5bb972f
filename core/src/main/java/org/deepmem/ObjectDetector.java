package org.deepmem;

import java.util.List;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Classified;
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
    return classify(graph).detection();
  }

  /// The same with what it was found by, for an [Explainer].
  public Classified classify(MemoryGraph graph) {
    String release = graph.provenance().getOrDefault("kernel", "");
    if (paperScore() || !release.isEmpty() && model.knows(release)) {
      return classifyAsLearnt(graph);
    }
    NodeScores scores = model.classifyAnyLength(graph);
    KeyNodes layout = new OffsetSolver(keyNodes, model.types()).solve(graph, scores);
    if (layout == keyNodes) {
      return classifyAsLearnt(graph);
    }
    return new NewKernel(model.types()).classify(layout, graph, scores);
  }

  /// The objects at the offsets and thresholds that the model learnt.
  public Detection detectAsLearnt(MemoryGraph graph) {
    return classifyAsLearnt(graph).detection();
  }

  private Classified classifyAsLearnt(MemoryGraph graph) {
    NodeScores scores = model.classify(graph);
    VoteCount count = new VoteCount(keyNodes, model.types(), paperScore());
    List<Candidate> candidates = count.count(graph, scores);
    return new Classified(new Detection(keyNodes, candidates, model.types()), scores, count);
  }

  /// The candidates at the offsets that the model learnt, with what some types say of company.
  List<Candidate> candidates(MemoryGraph graph, NodeScores scores, List<ModelType> types) {
    return new VoteCount(keyNodes, types, paperScore()).count(graph, scores);
  }

  /// Whether scores are votes, counted as in the paper, and no evidence.
  boolean paperScore() {
    return "paper".equals(model.provenance().get("recipe"));
  }
}
