package org.deepmem.training;

import org.deepmem.model.GnnModel;

/// Measures a model during training, on graphs that it is not trained on.
@FunctionalInterface
public interface Validation {
  /// How good the model is; called now and then, never by two threads.
  ValidationScore measure(GnnModel model);
}
