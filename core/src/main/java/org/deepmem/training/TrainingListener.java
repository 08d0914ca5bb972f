package org.deepmem.training;

/// Hears of training's progress, on the training thread.
@FunctionalInterface
public interface TrainingListener {
  /// Called every few steps and after each validation.
  void progress(TrainingProgress progress);
}
