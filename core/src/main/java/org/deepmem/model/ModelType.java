package org.deepmem.model;

import org.jspecify.annotations.Nullable;

/// An object type that a model finds.
///
/// @param name such as `task_struct`
/// @param size bytes of an object
/// @param threshold the score above which votes make an object (section 5 of the paper)
/// @param yardstick what objects of kernels that the model never saw are measured by; null in
///   models that don't say
public record ModelType(String name, int size, float threshold, @Nullable Yardstick yardstick) {
  /// How objects of a type are where the model learnt.
  ///
  /// @param score median score of the live ones on validation dumps
  /// @param startsSlot whether they start the slots of their allocator
  public record Yardstick(float score, boolean startsSlot) {}

  /// A type without a yardstick.
  public ModelType(String name, int size, float threshold) {
    this(name, size, threshold, null);
  }
}
