package org.deepmem.cli;

import org.deepmem.lab.experiment.ExperimentListener;
import org.deepmem.training.TrainingProgress;
import org.jspecify.annotations.Nullable;

/// Shows how an experiment goes: a line a cell, and each training as [TrainingLine] shows it.
final class ExperimentLines implements ExperimentListener, AutoCloseable {
  private final Console console;
  private @Nullable TrainingLine training;

  ExperimentLines(Console console) {
    this.console = console;
  }

  @Override
  public void cell(String experiment, int number, int of, String key, Step step, double seconds) {
    close();
    switch (step) {
      case BEGUN -> console.note("%s %d of %d: %s", experiment, number, of, key);
      case DONE ->
          console.note("%s %d of %d: %s done, %.1f s", experiment, number, of, key, seconds);
      case KNOWN -> console.note("%s %d of %d: %s known", experiment, number, of, key);
    }
  }

  @Override
  public void training(TrainingProgress progress) {
    TrainingLine line = training;
    if (line == null) {
      line = new TrainingLine(console);
      training = line;
    }
    line.progress(progress);
  }

  @Override
  public void note(String line) {
    close();
    console.note("%s", line);
  }

  /// Ends the bar of a training.
  @Override
  public void close() {
    if (training != null) {
      training.close();
      training = null;
    }
  }
}
