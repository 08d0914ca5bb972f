package org.deepmem.lab.synthesis.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Values of members that no relation, name or time decides: counters, quotas, flags, states. Of
/// each type some members, each with a distribution. What a system's layout lacks, the writer
/// leaves out; what it knows better (identity, links, names, times), it writes afterwards.
public final class MemberValues {
  private final Map<String, Map<String, Distribution>> types;

  /// Takes a value.
  @FunctionalInterface
  public interface Setter {
    /// @param path of the member: `Pcb.BasePriority`
    void set(String path, long value);
  }

  MemberValues(Map<String, Map<String, Distribution>> types) {
    Map<String, Map<String, Distribution>> copy = new LinkedHashMap<>();
    types.forEach((type, members) -> copy.put(type, new LinkedHashMap<>(members)));
    this.types = copy;
  }

  /// The members of a structure and their distributions, in the world file's order.
  ///
  /// @param type `_EPROCESS`
  /// @return empty for a structure of which the world says nothing
  public Map<String, Distribution> of(String type) {
    return Collections.unmodifiableMap(types.getOrDefault(type, Map.of()));
  }

  /// Draws every member of a structure, in the world file's order.
  public void draw(String type, SeededRandom random, Setter setter) {
    types
        .getOrDefault(type, Map.of())
        .forEach((path, distribution) -> setter.set(path, distribution.draw(random)));
  }
}
