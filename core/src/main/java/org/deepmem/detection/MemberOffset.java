package org.deepmem.detection;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Where a pointer member of a type lies in one dump's kernel, as the votes of a model tell.
///
/// @param member its path, such as `tasks.next`; null where the model doesn't name it
/// @param learnt its offsets in the kernels that the model learnt from, in bytes, ascending
/// @param offset in this dump, in bytes; empty where the votes don't tell
/// @param votes how many nodes vote as one of the member's key nodes
/// @param agreed how many of them vote for an object that was found, the member being at `offset`
public record MemberOffset(
    @Nullable String member, List<Integer> learnt, OptionalInt offset, int votes, int agreed) {
  /// How an offset was found.
  public enum State {
    /// It is one that the model learnt.
    AS_LEARNT,
    /// It is another, solved from the dump.
    SOLVED,
    /// Too few votes agree.
    UNSOLVED
  }

  public MemberOffset {
    learnt = List.copyOf(learnt);
  }

  /// How the offset was found.
  public State state() {
    if (offset.isEmpty()) {
      return State.UNSOLVED;
    }
    return learnt.contains(offset.getAsInt()) ? State.AS_LEARNT : State.SOLVED;
  }
}
