package org.deepmem.lab.synthesis.world;

/// Bytes that look like an object and are none. They keep what every object of the type has in
/// common.
///
/// @param type `_EPROCESS`
/// @param kind how it comes about
/// @param model the id of an object of the type, of which this is a likeness
/// @param share of the bytes that are spoilt, where the kind spoils some: 0 to 1
public record PlannedLookAlike(String type, Kind kind, int model, double share) {
  /// How a look-alike comes about.
  public enum Kind {
    /// A block of the right tag and size with other contents, fixed members apart.
    RIGHT_TAG,
    /// The right contents' constants and plausible values in a block of another tag.
    WRONG_TAG,
    /// An object freed, and partly written over.
    OVERWRITTEN,
    /// An object's bytes in user memory: a debugger's, a crash reporter's.
    USER_COPY,
    /// An object's bytes in a kernel buffer, beside where an object would be.
    SHIFTED_COPY
  }
}
