package org.deepmem.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.jspecify.annotations.Nullable;

/// A [ModelConfig] as it stands in a model file. Files of earlier versions don't have `units`,
/// `cut`, `input`, `edges` and `states`: all of the width, 64, `bytesOnly` or everything, the
/// paper's four, none.
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredConfig(
    int hops,
    int width,
    @Nullable Integer units,
    @Nullable Activation activation,
    boolean rectifiedEdges,
    boolean meanPointers,
    boolean sharedRounds,
    @Nullable Integer cut,
    @Nullable Boolean bytesOnly,
    @Nullable Input input,
    @Nullable Set<EdgeType> edges,
    @Nullable Boolean states) {
  static StoredConfig of(ModelConfig config) {
    return new StoredConfig(
        config.hops(),
        config.width(),
        config.units(),
        config.activation(),
        config.rectifiedEdges(),
        config.meanPointers(),
        config.sharedRounds(),
        config.cut(),
        null,
        config.input(),
        config.edges(),
        config.states());
  }

  /// What it says.
  ///
  /// @throws IllegalArgumentException when it says nothing that is possible
  ModelConfig config() {
    if (activation == null || (input == null) == (bytesOnly == null)) {
      throw new IllegalArgumentException("activation or input is missing");
    }
    Input shown = input != null ? input : bytesOnly ? Input.RAW : Input.FULL;
    ModelConfig config =
        new ModelConfig(
            hops,
            units == null ? width : units,
            activation,
            rectifiedEdges,
            meanPointers,
            sharedRounds,
            cut == null ? MemoryGraph.STANDARD_CUT : cut,
            shown,
            edges == null ? EdgeType.PAPER : edges,
            states != null && states);
    if (config.width() != width) {
      throw new IllegalArgumentException(
          "width %d doesn't fit %d units".formatted(width, config.units()));
    }
    return config;
  }
}
