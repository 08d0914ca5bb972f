package org.deepmem.lab.experiment;

import org.deepmem.training.TrainingProgress;

/// Is told how an experiment goes, on the thread that runs it.
public interface ExperimentListener {
  /// What became of a cell.
  enum Step {
    /// Its work begins.
    BEGUN,
    /// It has its result.
    DONE,
    /// It had its result from an earlier run.
    KNOWN
  }

  /// A cell begins or ends.
  ///
  /// @param experiment its name
  /// @param number of the cell, from 1
  /// @param of how many there are
  /// @param key the cell's name
  /// @param seconds that its work took; 0 unless it is done
  void cell(String experiment, int number, int of, String key, Step step, double seconds);

  /// A training goes on.
  void training(TrainingProgress progress);

  /// Something that a reader of the results should know.
  void note(String line);
}
