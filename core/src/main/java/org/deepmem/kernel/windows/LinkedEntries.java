package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.kernel.KernelReader;

/// Walks `_LIST_ENTRY` rings, both ways, so that one broken link loses nothing. For one thread.
final class LinkedEntries {
  /// Entries that a list may have: no list of the kernel's that is walked has near as many.
  private static final int MOST = 1 << 18;

  private final KernelReader kernel;
  private int broken;
  private int oneWay;

  LinkedEntries(KernelReader kernel) {
    this.kernel = kernel;
  }

  /// Addresses of the entries of a list, without its head, in the order of forward links; those
  /// that only backward links lead to come last.
  ///
  /// @param head address of the head; 0 or unreadable gives none
  List<Long> of(long head) {
    if (head == 0 || !kernel.readable(head, 2 * kernel.wordSize())) {
      return List.of();
    }
    Set<Long> forward = new LinkedHashSet<>();
    Set<Long> backward = new LinkedHashSet<>();
    boolean whole = walk(head, 0, forward) & walk(head, kernel.wordSize(), backward);
    if (!whole) {
      broken++;
    } else if (!forward.equals(backward)) {
      oneWay++;
    }
    List<Long> all = new ArrayList<>(forward);
    List<Long> others = new ArrayList<>(backward);
    others.removeAll(forward);
    all.addAll(others.reversed());
    return all;
  }

  /// Follows one of the two links; returns whether it came back to the head.
  private boolean walk(long head, int link, Set<Long> entries) {
    long at = kernel.pointer(head + link);
    while (at != head) {
      if (entries.size() >= MOST
          || !kernel.readable(at, 2 * kernel.wordSize())
          || !entries.add(at)) {
        return false;
      }
      at = kernel.pointer(at + link);
    }
    return true;
  }

  /// What went wrong, a line each kind.
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (broken > 0) {
      warnings.add(
          "%d lists have a link that is broken or circular; what lies behind it both ways is missing"
              .formatted(broken));
    }
    if (oneWay > 0) {
      warnings.add("%d lists differ forward and backward; both are taken".formatted(oneWay));
    }
    return warnings;
  }
}
