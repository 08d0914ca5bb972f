package org.deepmem.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects losses while an image is opened or read, by any number of threads.
final class DamageLog {
  /// Losses kept with their reasons; the rest are only counted.
  private static final int KEPT = 8;

  private final List<Damage.Loss> first = new ArrayList<>();
  private long pages;

  /// Counts a loss. The caller sees to it that the same memory is counted once.
  synchronized void add(PhysicalRun memory, long fileOffset, String reason) {
    long firstFrame = memory.start() / MemoryImage.PAGE;
    long lastFrame = (memory.end() - 1) / MemoryImage.PAGE;
    pages += lastFrame - firstFrame + 1;
    if (first.size() < KEPT) {
      first.add(new Damage.Loss(Optional.of(memory), fileOffset, reason));
    }
  }

  /// Counts bytes of the file of which it isn't known whose memory they are.
  synchronized void addUnknown(long bytes, long fileOffset, String reason) {
    pages += (bytes + MemoryImage.PAGE - 1) / MemoryImage.PAGE;
    if (first.size() < KEPT) {
      first.add(new Damage.Loss(Optional.empty(), fileOffset, reason));
    }
  }

  synchronized Damage damage() {
    return pages == 0 ? Damage.NONE : new Damage(pages, first);
  }
}
