package org.deepmem.image;

import java.util.List;
import java.util.Optional;

/// What a file lists as present but can't give: pages that it was cut off before, or whose
/// compressed bytes are corrupt. They read as holes.
///
/// @param pages page frames lost, a frame in part lost counted as one
/// @param losses the first few, in the order in which they were met
public record Damage(long pages, List<Loss> losses) {
  /// Nothing lost so far.
  public static final Damage NONE = new Damage(0, List.of());

  public Damage {
    losses = List.copyOf(losses);
  }

  /// One stretch of lost memory.
  ///
  /// @param memory the physical addresses, where the file still tells them
  /// @param fileOffset where in the file the bytes should be
  /// @param reason what is wrong there
  public record Loss(Optional<PhysicalRun> memory, long fileOffset, String reason) {
    @Override
    public String toString() {
      String place =
          memory.map(run -> "physical 0x%x to 0x%x, ".formatted(run.start(), run.end())).orElse("");
      return "%sfile offset 0x%x: %s".formatted(place, fileOffset, reason);
    }
  }

  /// Whether nothing was lost.
  public boolean isNone() {
    return pages == 0;
  }

  /// One line for a person: how much, and the first loss.
  @Override
  public String toString() {
    String lost = pages == 1 ? "1 page unreadable" : "%d pages unreadable".formatted(pages);
    return losses.isEmpty() ? lost : "%s; first: %s".formatted(lost, losses.getFirst());
  }
}
