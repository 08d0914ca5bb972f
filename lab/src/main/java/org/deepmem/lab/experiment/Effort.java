package org.deepmem.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.training.TrainingOptions;

/// How much work an experiment may do.
///
/// @param seeds trainings of each kind, with the seeds 1, 2, ...
/// @param steps of a training, at most; empty: as its recipe says
/// @param trainingDumps of a system that are learnt from, at most
/// @param otherDumps of a system that are validated on, and tested on, at most
/// @param quick whether an experiment also leaves out systems, and points between others
public record Effort(
    int seeds, OptionalInt steps, int trainingDumps, int otherDumps, boolean quick) {
  /// All dumps and points.
  public static Effort full() {
    return new Effort(3, OptionalInt.empty(), Integer.MAX_VALUE, Integer.MAX_VALUE, false);
  }

  /// The same shape in minutes: one seed, three dumps to learn from, one to test on.
  public static Effort reduced() {
    return new Effort(1, OptionalInt.of(80), 3, 1, true);
  }

  /// Another number of seeds.
  public Effort withSeeds(int changed) {
    return new Effort(changed, steps, trainingDumps, otherDumps, quick);
  }

  /// Another number of steps.
  public Effort withSteps(int changed) {
    return new Effort(seeds, OptionalInt.of(changed), trainingDumps, otherDumps, quick);
  }

  /// Another number of dumps to learn from.
  public Effort withTrainingDumps(int changed) {
    return new Effort(seeds, steps, changed, otherDumps, quick);
  }

  /// Another number of dumps to validate on, and to test on.
  public Effort withOtherDumps(int changed) {
    return new Effort(seeds, steps, trainingDumps, changed, quick);
  }

  /// A recipe with the number of steps that is allowed: a fifth of them where each is over a whole
  /// dump and it has to be quick.
  TrainingOptions limited(TrainingOptions options) {
    if (steps.isEmpty()) {
      return options;
    }
    boolean costly = quick && options.wholeDumps();
    return options.withSteps(Math.max(1, steps.getAsInt() / (costly ? 5 : 1)));
  }

  List<GraphTruthFiles> train(SystemData system) {
    return spread(system.train(), trainingDumps);
  }

  List<GraphTruthFiles> validation(SystemData system) {
    return spread(system.validation(), otherDumps);
  }

  List<GraphTruthFiles> test(SystemData system) {
    return spread(system.test(), otherDumps);
  }

  /// Those tests whose memory is there too.
  List<GraphTruthFiles> testDumps(SystemData system) {
    return spread(DumpPlace.present(system.test()), otherDumps);
  }

  /// So many of a list, evenly spread over it: neighbours in it are alike.
  static <T> List<T> spread(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(all.get((int) ((2L * i + 1) * all.size() / (2L * most))));
    }
    return chosen;
  }
}
