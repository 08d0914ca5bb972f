package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// A part of an experiment that depends on no other.
///
/// @param key names it among the experiment's cells, and its file
/// @param inputs all that its result depends on: a result is kept until these change
/// @param work gives the result
record Cell(String key, ObjectNode inputs, Work work) {
  /// What is done for a cell.
  @FunctionalInterface
  interface Work {
    /// @param bench trains models, or has them already
    /// @return the result's members
    ObjectNode run(Bench bench) throws IOException;
  }

  Cell {
    if (!key.matches("[A-Za-z0-9._+=-]+")) {
      throw new IllegalArgumentException("no name for a file: " + key);
    }
  }
}
