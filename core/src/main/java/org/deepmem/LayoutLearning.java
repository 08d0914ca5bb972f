package org.deepmem;

import java.util.List;
import org.deepmem.detection.LearntLayout;
import org.deepmem.detection.TypeLayout;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.model.GnnModel;

/// Learns from a dump, without symbols or labels, at which offsets its kernel's members lie.
public final class LayoutLearning {
  private LayoutLearning() {}

  /// The layouts of the types that a model finds, by type name.
  public static List<TypeLayout> learn(GnnModel model, MemoryGraph graph) {
    return LearntLayout.of(
        model.keyNodes(), graph, model.classify(graph), new ObjectDetector(model).detect(graph));
  }
}
