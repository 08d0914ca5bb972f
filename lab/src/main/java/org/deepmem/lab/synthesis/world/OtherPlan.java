package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Plans objects of kinds that nobody looks for.
final class OtherPlan {
  private static final int SHARED_ONE_IN = 6;

  private final Draft draft;
  private final SeededRandom random;
  private final Map<ObjectKind, List<PlannedOther>> named = new EnumMap<>(ObjectKind.class);
  private int live;

  OtherPlan(Draft draft) {
    this.draft = draft;
    this.random = draft.random(5);
  }

  /// How many are allocated.
  int count() {
    return live;
  }

  /// Those that no handle leads to.
  void fixed(int system) {
    for (ObjectTemplate template : draft.world.objects.values()) {
      for (int i = template.fixed().drawInt(random); i > 0; i--) {
        make(template.kind(), system, draft.clock.after(draft.clock.boot(), random), 0);
      }
    }
  }

  /// One that a handle of a process leads to: a new one, or a named one that another has made.
  PlannedOther open(ObjectKind kind, int creator, long create) {
    List<PlannedOther> known = named.getOrDefault(kind, List.of());
    if (kind != ObjectKind.TOKEN && !known.isEmpty() && random.nextInt(SHARED_ONE_IN) == 0) {
      return Weights.any(known, random);
    }
    return make(kind, creator, create, 0);
  }

  /// A new one.
  ///
  /// @param end 0: it is allocated
  PlannedOther make(ObjectKind kind, int creator, long create, long end) {
    ObjectTemplate template = draft.world.template(kind);
    String name =
        Distribution.unit(random) < template.named()
            ? draft.world.grammar.expand(template.name(), random)
            : "";
    PlannedOther other =
        draft.put(
            new PlannedOther(
                draft.reserve(), kind, name, creator, create, end, template.value().draw(random)));
    if (end == 0) {
      live++;
      if (!name.isEmpty()) {
        named.computeIfAbsent(kind, k -> new ArrayList<>()).add(other);
      }
    }
    return other;
  }
}
