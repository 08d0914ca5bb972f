package org.deepmem.lab.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deepmem.lab.LabException;

/// What experiments are run on, and how thoroughly.
///
/// @param systems their data, at least one
/// @param effort how much work may be done
/// @param model to attack, in place of models that are trained
/// @param only parts of an experiment to do, by name; all where empty
public record Setup(
    List<SystemData> systems, Effort effort, Optional<Path> model, List<String> only) {
  public Setup {
    systems = List.copyOf(systems);
    only = List.copyOf(only);
  }

  /// The systems that there is something to learn from.
  ///
  /// @throws LabException when there is none
  List<SystemData> trainable() throws LabException {
    List<SystemData> trainable = systems.stream().filter(SystemData::trainable).toList();
    if (trainable.isEmpty()) {
      throw new LabException(
          "%s and others: no system has the folders train and validation; add them"
              .formatted(systems.getFirst().folder()));
    }
    return trainable;
  }

  /// The systems that are attacked: all with a given model, else those that one is trained for.
  List<SystemData> attacked() throws LabException {
    return model.isPresent() ? systems : trainable();
  }

  /// The given model, or else the default one of a system.
  ModelSource model(SystemData system) {
    return model
        .<ModelSource>map(ModelSource.Given::new)
        .orElseGet(() -> TrainingPlan.standard(system, effort, 1));
  }

  boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }
}
