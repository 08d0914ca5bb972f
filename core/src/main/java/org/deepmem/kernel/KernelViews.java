package org.deepmem.kernel;

import java.util.List;
import java.util.Set;

/// Which of a kernel's own views see which objects.
///
/// @param seen all objects that some view sees, each once
/// @param asked views that could be read at all in this dump; an object that such a view doesn't
///   see is missing there
/// @param warnings what makes views incomplete, a line each
public record KernelViews(List<Seen> seen, Set<View> asked, List<String> warnings) {
  /// An object that views see.
  ///
  /// @param type name of its structure
  /// @param address virtual, as the kernel uses it
  /// @param views that see it
  /// @param freed whether the allocator says that it is no longer in use
  /// @param whole whether its bytes pass the checks of its type
  public record Seen(String type, long address, Set<View> views, boolean freed, boolean whole) {
    public Seen {
      views = Set.copyOf(views);
    }
  }

  public KernelViews {
    seen = List.copyOf(seen);
    asked = Set.copyOf(asked);
    warnings = List.copyOf(warnings);
  }
}
