package org.deepmem.kernel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which views could be read for which type: those that see an object of it at all. One that sees
/// none has been lost, or emptied: it says nothing of those that others see.
public final class AskedViews {
  private final Map<String, Set<View>> byType = new TreeMap<>();

  /// @param seen all objects that views see
  public AskedViews(List<KernelViews.Seen> seen) {
    for (KernelViews.Seen object : seen) {
      byType.computeIfAbsent(object.type(), _ -> EnumSet.noneOf(View.class)).addAll(object.views());
    }
  }

  /// Views that see anything.
  public Set<View> all() {
    Set<View> all = EnumSet.noneOf(View.class);
    byType.values().forEach(all::addAll);
    return Set.copyOf(all);
  }

  /// Those of some views that see objects of a type.
  public Set<View> of(String type, Set<View> views) {
    Set<View> asked = byType.getOrDefault(type, Set.of());
    return views.stream().filter(asked::contains).collect(Collectors.toUnmodifiableSet());
  }

  /// What is missing, a line each.
  ///
  /// @param complete by type, the views that should have every living object
  public List<String> warnings(Map<String, Set<View>> complete) {
    List<String> warnings = new ArrayList<>();
    byType.forEach(
        (type, asked) -> {
          for (View view : View.values()) {
            boolean wanted = complete.getOrDefault(type, Set.of()).contains(view);
            if (wanted && !asked.isEmpty() && !asked.contains(view)) {
              warnings.add(
                  "no %s is in the kernel's %s, where all should be: they can't be read, or were emptied"
                      .formatted(type, view.label()));
            }
          }
        });
    return warnings;
  }
}
