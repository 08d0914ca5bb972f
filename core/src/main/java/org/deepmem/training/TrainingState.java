package org.deepmem.training;

import org.deepmem.nn.Adam;

/// All that training needs to go on from where it is.
final class TrainingState {
  float[] trained;
  final Adam adam;
  float[] best;
  double bestScore;
  int bestStep;
  int step;
  int round;
  int batch;
  int passes;
  int sinceBest;

  TrainingState(float[] trained) {
    this(trained, Adam.start(trained.length), trained.clone());
  }

  TrainingState(float[] trained, Adam adam, float[] best) {
    this.trained = trained;
    this.adam = adam;
    this.best = best;
  }
}
