package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deepmem.nn.SeededRandom;
import org.jspecify.annotations.Nullable;

/// A system that is being planned: hands out ids, and keeps what has been planned for each.
final class Draft {
  final World world;
  final WindowsSystemTraits traits;
  final Clock clock;
  private final List<@Nullable PlannedObject> objects = new ArrayList<>();
  private final long seed;

  Draft(World world, WindowsSystemTraits traits, Clock clock, long seed) {
    this.world = world;
    this.traits = traits;
    this.clock = clock;
    this.seed = seed;
  }

  /// The random numbers of one purpose.
  SeededRandom random(int... purpose) {
    long[] all = new long[purpose.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = purpose[i];
    }
    return SeededRandom.of(seed, all);
  }

  /// The next id.
  int reserve() {
    objects.add(null);
    return objects.size() - 1;
  }

  /// Keeps what was planned for its id.
  <T extends PlannedObject> T put(T object) {
    objects.set(object.id(), object);
    return object;
  }

  /// Everything, by id.
  List<PlannedObject> finished() {
    List<PlannedObject> all = new ArrayList<>(objects.size());
    for (PlannedObject object : objects) {
      if (object == null) {
        throw new IllegalStateException("nothing was planned for id " + all.size());
      }
      all.add(object);
    }
    return Collections.unmodifiableList(all);
  }
}
