package org.deepmem.lab.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.LabException;
import org.deepmem.model.ModelFile;

/// What experiments are run on, and how thoroughly.
///
/// @param systems their data, at least one
/// @param effort how much work may be done
/// @param models given models, at most one a family, in place of those that would be trained
/// @param only parts of an experiment to do, by name; all where empty
public record Setup(
    List<SystemData> systems, Effort effort, Map<String, Path> models, List<String> only) {
  public Setup {
    systems = List.copyOf(systems);
    models = Map.copyOf(models);
    only = List.copyOf(only);
  }

  /// Given models by the family that they are for.
  ///
  /// @throws IOException when one can't be read, or two are for the same family
  public static Map<String, Path> byFamily(List<Path> files) throws IOException {
    Map<String, Path> models = new LinkedHashMap<>();
    for (Path file : files) {
      String family = ModelFile.read(file).kernelFamily();
      Path other = models.put(family, file);
      if (other != null) {
        throw new LabException("%s and %s: both are for %s".formatted(other, file, family));
      }
    }
    return models;
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

  /// The systems that many models are trained for: all, or the first one when it has to be quick.
  List<SystemData> explored() throws LabException {
    return effort.quick() ? trainable().subList(0, 1) : trainable();
  }

  /// The systems that one kind of model is measured on: with given models all of their families,
  /// else those that there is something to learn from; one a family when it has to be quick.
  List<SystemData> measured() throws IOException {
    List<SystemData> measured = new ArrayList<>();
    List<String> families = new ArrayList<>();
    for (SystemData system : models.isEmpty() ? trainable() : systems) {
      boolean fits = models.isEmpty() || models.containsKey(system.family());
      if (fits && !(effort.quick() && families.contains(system.family()))) {
        families.add(system.family());
        measured.add(system);
      }
    }
    if (measured.isEmpty()) {
      throw new LabException(
          "no system of the models' families: %s".formatted(String.join(", ", models.keySet())));
    }
    return measured;
  }

  /// The models that a system is measured with: the given one, or one a seed.
  List<ModelSource> models(SystemData system) throws IOException {
    Path given = models.get(system.family());
    if (given != null) {
      return List.of(new ModelSource.Given(given));
    }
    List<ModelSource> trained = new ArrayList<>();
    for (int seed = 1; seed <= effort.seeds(); seed++) {
      trained.add(TrainingPlan.standard(system, effort, seed));
    }
    return trained;
  }

  /// The given model, or else the default one of a system.
  ModelSource model(SystemData system) throws IOException {
    return models(system).getFirst();
  }

  boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }

  /// Whether a part of a group is asked for: where none of the group is named, all are.
  boolean wants(String part, List<String> group) {
    return only.contains(part) || only.stream().noneMatch(group::contains);
  }

  /// Whether a part is asked for by its name.
  boolean names(String part) {
    return only.contains(part);
  }
}
