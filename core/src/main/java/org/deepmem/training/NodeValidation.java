package org.deepmem.training;

import java.util.List;
import org.deepmem.model.GnnModel;
import org.deepmem.model.NodeScores;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.Workers;

/// Counts nodes: a hit is a key node that is taken for itself. The score is F1.
public record NodeValidation(List<TrainingGraph> graphs, Workers workers) implements Validation {
  @Override
  public ValidationScore measure(GnnModel model) {
    long hits = 0;
    long found = 0;
    long present = 0;
    VoteMask mask = model.mask();
    for (TrainingGraph graph : graphs) {
      NodeScores scores = model.classify(graph.graph(), mask, workers);
      int[] truth = graph.classOfNode();
      for (int node = 0; node < truth.length; node++) {
        int best = scores.classes()[node];
        present += truth[node] != 0 ? 1 : 0;
        found += best != 0 ? 1 : 0;
        hits += best != 0 && best == truth[node] ? 1 : 0;
      }
    }
    return ValidationScore.of(hits, found, present);
  }
}
