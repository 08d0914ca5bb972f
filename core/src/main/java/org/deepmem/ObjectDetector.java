package org.deepmem;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.VoteCount;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;

/// Finds the objects of a graph with a model.
public final class ObjectDetector {
  private final GnnModel model;
  private final VoteCount votes;
  private final Map<String, Float> thresholds;

  /// @param model trained for the kernel family of the graphs to come
  public ObjectDetector(GnnModel model) {
    this.model = model;
    boolean paperScore = "paper".equals(model.provenance().get("recipe"));
    votes =
        new VoteCount(
            new KeyNodes(model.keyNodes()),
            model.types().stream().collect(Collectors.toMap(ModelType::name, ModelType::size)),
            paperScore);
    thresholds = thresholds(model);
  }

  /// The thresholds of a model, by type.
  static Map<String, Float> thresholds(GnnModel model) {
    return model.types().stream().collect(Collectors.toMap(ModelType::name, ModelType::threshold));
  }

  /// Every place that a node votes for, whatever its score.
  public List<Candidate> candidates(MemoryGraph graph) {
    return votes.count(graph, model.classify(graph));
  }

  /// The objects: candidates whose score exceeds their type's threshold, by type, then address.
  public List<Candidate> objects(MemoryGraph graph) {
    return reported(candidates(graph));
  }

  /// Those candidates whose score exceeds their type's threshold.
  public List<Candidate> reported(List<Candidate> candidates) {
    return candidates.stream()
        .filter(
            candidate ->
                candidate.score()
                    > thresholds.getOrDefault(candidate.type(), Float.POSITIVE_INFINITY))
        .toList();
  }
}
