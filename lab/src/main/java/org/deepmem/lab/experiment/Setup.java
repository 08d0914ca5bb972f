package org.deepmem.lab.experiment;

import java.util.List;
import org.deepmem.lab.LabException;

/// What experiments are run on, and how thoroughly.
///
/// @param systems their data, at least one
/// @param effort how much work may be done
/// @param only parts of an experiment to do, by name; all where empty
public record Setup(List<SystemData> systems, Effort effort, List<String> only) {
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

  boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }
}
