package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/// A question, as cells that are worked on one by one, and what their results say together.
interface Experiment {
  /// The cells, in the order of the work.
  ///
  /// @param hashes of the files that the cells' inputs name
  List<Cell> cells(Setup setup, FileHashes hashes) throws IOException;

  /// What the results say.
  ///
  /// @param cells all cells as [ResultFolder] keeps them, in the cells' order
  Findings findings(List<? extends JsonNode> cells);

  /// Parts that `--only` may name; none where the experiment has no parts.
  default List<String> parts() {
    return List.of();
  }
}
