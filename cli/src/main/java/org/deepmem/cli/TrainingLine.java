package org.deepmem.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.deepmem.training.TrainingListener;
import org.deepmem.training.TrainingProgress;
import org.deepmem.training.ValidationScore;
import org.jspecify.annotations.Nullable;

/// Shows how training goes: a live bar on a terminal, a line for each validation elsewhere.
final class TrainingLine implements TrainingListener, AutoCloseable {
  private final Console console;
  private @Nullable ProgressBar bar;
  private String validated = "";

  TrainingLine(Console console) {
    this.console = console;
  }

  @Override
  public void progress(TrainingProgress progress) {
    ValidationScore score = progress.validation();
    if (score != null) {
      validated =
          "precision %.4f recall %.4f F1 %.4f"
              .formatted(score.precision(), score.recall(), score.score());
    }
    String message = "loss %.4f %s".formatted(progress.loss(), validated);
    if (Console.isTerminal()) {
      ProgressBar shown = bar(progress.steps());
      shown.setExtraMessage(message);
      shown.stepTo(progress.step());
    } else if (score != null) {
      console.note(
          "step %d of %d, %.0f s: %s",
          progress.step(), progress.steps(), progress.seconds(), message);
    }
  }

  private ProgressBar bar(int steps) {
    ProgressBar shown = bar;
    if (shown == null) {
      shown = new ProgressBarBuilder().setTaskName("train").setInitialMax(steps).build();
      bar = shown;
    }
    return shown;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
