package org.deepmem.model;

import org.deepmem.graph.MemoryGraph;

/// A graph that a model can't work on. The message is one line.
public final class UnfitGraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnfitGraphException(String message) {
    super(message);
  }

  /// Refuses a graph whose segments are cut at another length than the model's.
  public static void check(MemoryGraph graph, ModelConfig config) {
    if (graph.cut() != config.cut()) {
      throw new UnfitGraphException(
          "graph of %s: segments are cut at %d bytes, but at %d for this model; make it again with"
                  .formatted(
                      graph.provenance().getOrDefault("dump", "a dump"), graph.cut(), config.cut())
              + " 'deepmem graph --cut %d'".formatted(config.cut()));
    }
  }
}
