package org.deepmem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.CompanyFit;
import org.deepmem.detection.LikelihoodFit;
import org.deepmem.detection.SlotGrid;
import org.deepmem.detection.Threshold;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;
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

  /// What a model's network sees in the validation dumps.
  ///
  /// @param types of the model, with what company says of their candidates
  /// @param examples the dumps in their order
  record Seen(List<ModelType> types, List<Example> examples) {}

  /// What a model's network sees. That doesn't depend on the thresholds, so that it serves to
  /// choose them and to measure with them.
  Seen seenBy(GnnModel model) {
    ObjectDetector detector = new ObjectDetector(model);
    List<NodeScores> scores = validation.stream().map(t -> model.classify(t.graph())).toList();
    List<ModelType> alone = model.types().stream().map(type -> type.withCompany(null)).toList();
    List<Example> plain = examples(detector, scores, alone);
    List<ModelType> asked = withCompany(alone, plain);
    List<Example> withCompany = examples(detector, scores, asked);
    List<ModelType> types =
        unlessLosing(
            alone,
            Outcomes.of(ObjectState.LIVE, plain)::bestF1,
            asked,
            Outcomes.of(ObjectState.LIVE, withCompany)::bestF1);
    return new Seen(types, chosen(types, plain, withCompany));
  }

  /// Company is asked only of types of which no more is lost with it.
  ///
  /// @param f1Alone the best F1 of a type whose company isn't asked
  /// @param f1Asked the best F1 of a type whose company is asked
  static List<ModelType> unlessLosing(
      List<ModelType> alone,
      ToDoubleFunction<String> f1Alone,
      List<ModelType> asked,
      ToDoubleFunction<String> f1Asked) {
    return IntStream.range(0, alone.size())
        .mapToObj(
            t -> {
              String name = alone.get(t).name();
              return f1Asked.applyAsDouble(name) >= f1Alone.applyAsDouble(name)
                  ? asked.get(t)
                  : alone.get(t);
            })
        .toList();
  }

  /// Each type's candidates as they were counted with what it says of company. A type's don't
  /// depend on what others say.
  private static List<Example> chosen(
      List<ModelType> types, List<Example> plain, List<Example> withCompany) {
    Set<String> asked =
        types.stream()
            .filter(type -> type.company() != null)
            .map(ModelType::name)
            .collect(Collectors.toSet());
    return IntStream.range(0, plain.size())
        .mapToObj(
            i ->
                new Example(
                    plain.get(i).truth(),
                    Stream.concat(
                            withCompany.get(i).candidates().stream()
                                .filter(c -> asked.contains(c.type())),
                            plain.get(i).candidates().stream()
                                .filter(c -> !asked.contains(c.type())))
                        .sorted(
                            Comparator.comparing(Candidate::type)
                                .thenComparingLong(Candidate::address))
                        .toList()))
        .toList();
  }

  /// The types of a model: each with a threshold by its strict F1, and with the likelihoods of its
  /// scores.
  List<ModelType> of(GnnModel model, Seen seen) {
    Outcomes live = Outcomes.of(ObjectState.LIVE, seen.examples());
    boolean votesCounted = new ObjectDetector(model).paperScore();
    List<ModelType> types =
        seen.types().stream().map(type -> calibrated(type, live, votesCounted)).toList();
    return model.parameters().config().states() ? withFreed(types, seen.examples()) : types;
  }

  private List<Example> examples(
      ObjectDetector detector, List<NodeScores> scores, List<ModelType> asked) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      GraphTruth truth = validation.get(i);
      examples.add(new Example(truth, detector.candidates(truth.graph(), scores.get(i), asked)));
    }
    return examples;
  }

  /// With what company says of each type's candidates.
  private static List<ModelType> withCompany(List<ModelType> types, List<Example> examples) {
    Map<String, List<CompanyFit.Outcome>> outcomes = new TreeMap<>();
    for (Example example : examples) {
      Evaluation.companyOutcomes(example.truth().objects(), example.candidates())
          .forEach(
              (type, some) -> outcomes.computeIfAbsent(type, _ -> new ArrayList<>()).addAll(some));
    }
    return types.stream()
        .map(type -> type.withCompany(CompanyFit.of(outcomes.getOrDefault(type.name(), List.of()))))
        .toList();
  }

  private ModelType calibrated(ModelType type, Outcomes live, boolean votesCounted) {
    String name = type.name();
    List<Threshold.Outcome> outcomes = live.of(name);
    List<Float> scores =
        outcomes.stream().filter(Threshold.Outcome::hit).map(o -> o.score()).sorted().toList();
    long objects = live.objects(name);
    float threshold =
        votesCounted ? Threshold.best(outcomes, objects) : Threshold.forgiving(outcomes, objects);
    float typical = scores.isEmpty() ? 0 : scores.get(scores.size() / 2);
    List<Double> shares = slotShares.getOrDefault(name, List.of());
    double slotShare = shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return new ModelType(
        name,
        type.size(),
        threshold,
        new ModelType.Yardstick(typical, (float) slotShare),
        scores.isEmpty() ? null : LikelihoodFit.of(outcomes),
        null,
        type.company());
  }

  /// Freed objects are told among the candidates that are reported as no live ones.
  private static List<ModelType> withFreed(List<ModelType> types, List<Example> examples) {
    Map<String, Float> thresholds =
        types.stream().collect(Collectors.toMap(ModelType::name, ModelType::threshold));
    Outcomes freed =
        Outcomes.of(
            ObjectState.RESIDUAL,
            examples.stream().map(example -> example.upTo(thresholds)).toList());
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
    static Outcomes of(ObjectState state, List<Example> examples) {
      Outcomes outcomes = new Outcomes(state, new TreeMap<>(), new TreeMap<>());
      examples.forEach(outcomes::add);
      return outcomes;
    }

    double bestF1(String type) {
      return Threshold.bestF1(of(type), objects(type));
    }

    private void add(Example example) {
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
