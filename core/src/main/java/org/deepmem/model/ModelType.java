package org.deepmem.model;

import org.jspecify.annotations.Nullable;

/// An object type that a model finds.
///
/// @param name such as `task_struct`
/// @param size bytes of an object
/// @param threshold the score above which votes make an object (section 5 of the paper)
/// @param yardstick what objects of kernels that the model never saw are measured by; null in
///   models that don't say
/// @param likelihood of a live object, by score; null in models that don't say
/// @param freed how freed objects are told; null where they aren't
/// @param company what it says of a candidate how many others lie around it; null in models that
///   don't ask
public record ModelType(
    String name,
    int size,
    float threshold,
    @Nullable Yardstick yardstick,
    @Nullable Likelihood likelihood,
    @Nullable Freed freed,
    @Nullable Company company) {
  /// How objects of a type are where the model learnt.
  ///
  /// @param score median score of the live ones on validation dumps
  /// @param slotShare share of them that start the slots of one allocator's grid; 0 where they lie
  ///   elsewhere in their slots
  public record Yardstick(float score, float slotShare) {
    /// Share from which a type is one that starts slots, though of more than one kind.
    private static final float MOST = 0.7f;

    /// Share from which all of a type are taken to lie on one grid.
    private static final float ALL = 0.85f;

    /// Whether most objects start the slots of their allocator.
    public boolean startsSlots() {
      return slotShare >= MOST;
    }

    /// Whether objects that don't start slots of the type's grid are likely none.
    public boolean onOneGrid() {
      return slotShare >= ALL;
    }
  }

  /// Freed objects that are still whole.
  ///
  /// @param threshold the freed score above which a candidate that is no live object is a freed one
  /// @param likelihood of a freed object, by freed score
  public record Freed(float threshold, Likelihood likelihood) {}

  /// Evidence for an object by how many likely objects of its type lie around it at whole slots'
  /// distance, in nats; below 0 where it is evidence against one.
  ///
  /// @param none where there are none
  /// @param few where there are fewer than [#MANY]
  /// @param many where there are so many or more
  public record Company(float none, float few, float many) {
    /// From how many on they are many.
    public static final int MANY = 3;

    /// Nothing is said either way.
    public static final Company SAYS_NOTHING = new Company(0, 0, 0);

    boolean isSound() {
      return Float.isFinite(none) && Float.isFinite(few) && Float.isFinite(many);
    }

    /// The evidence that so many others are.
    public float evidence(int others) {
      return others == 0 ? none : others < MANY ? few : many;
    }
  }

  /// A type of which only that is known.
  public ModelType(String name, int size, float threshold) {
    this(name, size, threshold, null, null, null, null);
  }

  /// A type whose candidates aren't asked what lies around them.
  public ModelType(
      String name,
      int size,
      float threshold,
      @Nullable Yardstick yardstick,
      @Nullable Likelihood likelihood,
      @Nullable Freed freed) {
    this(name, size, threshold, yardstick, likelihood, freed, null);
  }

  /// The same, its candidates asked in this way.
  public ModelType withCompany(@Nullable Company asked) {
    return new ModelType(name, size, threshold, yardstick, likelihood, freed, asked);
  }

  /// The same with another threshold for live objects.
  public ModelType withThreshold(float changed) {
    return new ModelType(name, size, changed, yardstick, likelihood, freed, company);
  }

  /// The same with freed objects told so, or not at all.
  public ModelType withFreed(@Nullable Freed told) {
    return new ModelType(name, size, threshold, yardstick, likelihood, told, company);
  }

  /// The same for a dump in which all scores are a share of what they were on the validation dumps.
  ///
  /// @param share above 0
  public ModelType where(float share) {
    Likelihood live = likelihood == null ? null : likelihood.where(share);
    Freed told =
        freed == null
            ? null
            : new Freed(freed.threshold() * share, freed.likelihood().where(share));
    return new ModelType(name, size, threshold * share, yardstick, live, told, company);
  }
}
