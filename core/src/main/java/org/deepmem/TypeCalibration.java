package org.deepmem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.LikelihoodFit;
import org.deepmem.detection.SlotGrid;
import org.deepmem.detection.Threshold;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import org.jspecify.annotations.Nullable;

/// What a model says of each type beside its network, from dumps of which the truth is known: sizes
/// and allocation from all; thresholds, likelihoods and typical scores from the validation dumps.
final class TypeCalibration {
  /// Freed objects of a type that the validation dumps must have, so that others can be told.
  private static final int ENOUGH_FREED = 10;

  private final List<GraphTruth> validation;
  private final Map<String, Integer> sizes = new TreeMap<>();
  private final Map<String, List<Double>> slotShares = new TreeMap<>();

  TypeCalibration(List<GraphTruth> training, List<GraphTruth> validation) {
    this.validation = validation;
    for (GraphTruth truth : training) {
      Map<String, List<Long>> addresses = new TreeMap<>();
      for (LabelledObject object : truth.objects()) {
        sizes.merge(object.type(), object.size(), Math::min);
        addresses
            .computeIfAbsent(object.type(), _ -> new ArrayList<>())
            .add(object.virtualAddress());
      }
      addresses.forEach(this::noteGrid);
    }
  }

  /// Each dump has one voice; one with too few objects has none.
  private void noteGrid(String type, List<Long> addresses) {
    long[] ascending = addresses.stream().mapToLong(Long::longValue).sorted().toArray();
    SlotGrid.of(ascending)
        .ifPresent(
            grid -> {
              double share = grid.phase() == 0 ? grid.share() : 0;
              slotShares.computeIfAbsent(type, _ -> new ArrayList<>()).add(share);
            });
  }

  /// A type as far as it is known before there is a model.
  ModelType uncalibrated(String type) {
    return new ModelType(type, sizes.getOrDefault(type, 1), 0);
  }

  /// What a model's network sees in the validation dumps, in their order. That doesn't depend on
  /// the thresholds, so that it serves to choose them and to measure with them.
  List<Example> examples(GnnModel model) {
    ObjectDetector detector = new ObjectDetector(model);
    List<Example> examples = new ArrayList<>();
    for (GraphTruth truth : validation) {
      examples.add(new Example(truth, detector.detectAsLearnt(truth.graph()).candidates()));
    }
    return examples;
  }

  /// The types of a model: each with the threshold that has the best strict F1, and with the
  /// likelihoods of its scores.
  ///
  /// @param examples what the model's network sees
  List<ModelType> of(GnnModel model, List<Example> examples) {
    Outcomes live = new Outcomes(ObjectState.LIVE);
    examples.forEach(live::add);
    List<ModelType> types = model.types().stream().map(type -> calibrated(type, live)).toList();
    return model.parameters().config().states() ? withFreed(types, examples) : types;
  }

  private ModelType calibrated(ModelType type, Outcomes live) {
    String name = type.name();
    List<Threshold.Outcome> outcomes = live.of(name);
    List<Float> scores =
        outcomes.stream().filter(Threshold.Outcome::hit).map(o -> o.score()).sorted().toList();
    float typical = scores.isEmpty() ? 0 : scores.get(scores.size() / 2);
    List<Double> shares = slotShares.getOrDefault(name, List.of());
    double slotShare = shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return new ModelType(
        name,
        type.size(),
        Threshold.best(outcomes, live.objects(name)),
        new ModelType.Yardstick(typical, (float) slotShare),
        scores.isEmpty() ? null : LikelihoodFit.of(outcomes),
        null);
  }

  /// Freed objects are told among the candidates that are reported as no live ones.
  private static List<ModelType> withFreed(List<ModelType> types, List<Example> examples) {
    Map<String, Float> thresholds =
        types.stream().collect(Collectors.toMap(ModelType::name, ModelType::threshold));
    Outcomes freed = new Outcomes(ObjectState.RESIDUAL);
    examples.stream().map(example -> example.upTo(thresholds)).forEach(freed::add);
    return types.stream().map(type -> type.withFreed(freed.toldBy(type.name()))).toList();
  }

  /// A validation dump and what the network sees in it.
  record Example(GraphTruth truth, List<Candidate> candidates) {
    /// Only the candidates with a score of at most their type's threshold.
    Example upTo(Map<String, Float> thresholds) {
      return new Example(
          truth,
          candidates.stream()
              .filter(c -> c.score() <= thresholds.getOrDefault(c.type(), 0f))
              .toList());
    }
  }

  /// What the candidates of the validation dumps are, as objects of one state.
  private record Outcomes(
      ObjectState state, Map<String, List<Threshold.Outcome>> found, Map<String, Long> counts) {
    Outcomes(ObjectState state) {
      this(state, new TreeMap<>(), new TreeMap<>());
    }

    void add(Example example) {
      List<LabelledObject> objects = example.truth().objects();
      Evaluation.outcomes(objects, example.candidates(), state)
          .forEach(
              (type, some) -> found.computeIfAbsent(type, _ -> new ArrayList<>()).addAll(some));
      objects.stream()
          .filter(object -> object.state() == state)
          .forEach(object -> counts.merge(object.type(), 1L, Long::sum));
    }

    List<Threshold.Outcome> of(String type) {
      return found.getOrDefault(type, List.of());
    }

    long objects(String type) {
      return counts.getOrDefault(type, 0L);
    }

    /// How freed objects of a type are told; null where too few candidates are ones.
    ModelType.@Nullable Freed toldBy(String type) {
      List<Threshold.Outcome> outcomes = of(type);
      return outcomes.stream().filter(Threshold.Outcome::hit).count() < ENOUGH_FREED
          ? null
          : new ModelType.Freed(
              Threshold.best(outcomes, objects(type)), LikelihoodFit.of(outcomes));
    }
  }
}
