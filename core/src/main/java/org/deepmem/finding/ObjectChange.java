package org.deepmem.finding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.label.ObjectState;

/// One object in two results.
///
/// @param differences what isn't the same in both: state, finding and members
public record ObjectChange(FoundObject before, FoundObject after, List<Difference> differences) {
  /// A member that isn't the same.
  ///
  /// @param before its value; empty where it is absent
  /// @param after the same, later
  public record Difference(String member, Optional<String> before, Optional<String> after) {}

  public ObjectChange {
    differences = List.copyOf(differences);
  }

  /// Compares two objects of the same identity. Members are compared where both results have them,
  /// else names.
  ///
  /// @param findings whether views were asked for both, so that findings can be compared
  static ObjectChange of(FoundObject before, FoundObject after, boolean findings) {
    List<Difference> differences = new ArrayList<>();
    add("state", state(before), state(after), differences);
    if (findings) {
      add("finding", finding(before), finding(after), differences);
    }
    boolean members = !before.facts().members().isEmpty() && !after.facts().members().isEmpty();
    if (members) {
      SequencedMap<String, Optional<String>> first = before.facts().members();
      ObjectFacts last = after.facts();
      SequencedSet<String> all = new LinkedHashSet<>(first.keySet());
      all.addAll(last.members().keySet());
      all.forEach(name -> add(name, before.facts().value(name), last.value(name), differences));
    } else {
      Map<String, String> first = before.object().names();
      Map<String, String> last = after.object().names();
      if (!first.isEmpty() && !last.isEmpty()) {
        SequencedSet<String> all = new LinkedHashSet<>(first.keySet());
        all.addAll(last.keySet());
        all.forEach(
            name ->
                add(
                    name,
                    Optional.ofNullable(first.get(name)),
                    Optional.ofNullable(last.get(name)),
                    differences));
      }
    }
    return new ObjectChange(before, after, differences);
  }

  private static void add(
      String member, Optional<String> before, Optional<String> after, List<Difference> to) {
    if (!before.equals(after)) {
      to.add(new Difference(member, before, after));
    }
  }

  private static Optional<String> state(FoundObject found) {
    return Optional.of(found.object().state() == ObjectState.LIVE ? "live" : "freed");
  }

  private static Optional<String> finding(FoundObject found) {
    return found.finding().map(finding -> finding.name().toLowerCase(Locale.ROOT));
  }
}
