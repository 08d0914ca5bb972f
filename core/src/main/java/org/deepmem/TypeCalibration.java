package org.deepmem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deepmem.detection.SlotGrid;
import org.deepmem.detection.Threshold;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;

/// What a model says of each type beside its network, from dumps of which the truth is known: sizes
/// and allocation from all, thresholds and typical scores from the validation dumps.
final class TypeCalibration {
  /// Share of a dump's objects that must start a slot of one grid.
  private static final double ON_GRID = 0.85;

  private final List<GraphTruth> validation;
  private final Map<String, Integer> sizes = new TreeMap<>();
  private final Map<String, Integer> onGrid = new TreeMap<>();

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

  /// Each dump has one voice; too few objects have none.
  private void noteGrid(String type, List<Long> addresses) {
    long[] ascending = addresses.stream().mapToLong(Long::longValue).sorted().toArray();
    SlotGrid.of(ascending)
        .ifPresent(
            grid -> {
              boolean starts = grid.phase() == 0 && grid.share() >= ON_GRID;
              onGrid.merge(type, starts ? 1 : -1, Integer::sum);
            });
  }

  /// A type as far as it is known before there is a model.
  ModelType uncalibrated(String type) {
    return new ModelType(type, sizes.getOrDefault(type, 1), 0);
  }

  /// The types of a model: each with the threshold that has the best strict F1.
  List<ModelType> of(GnnModel model) {
    Map<String, List<Threshold.Outcome>> outcomes = new TreeMap<>();
    Map<String, Long> live = new TreeMap<>();
    ObjectDetector detector = new ObjectDetector(model);
    for (GraphTruth truth : validation) {
      Evaluation.outcomes(truth.objects(), detector.detectAsLearnt(truth.graph()).candidates())
          .forEach(
              (type, found) ->
                  outcomes.computeIfAbsent(type, t -> new ArrayList<>()).addAll(found));
      truth.objects().stream()
          .filter(object -> object.state() == ObjectState.LIVE)
          .forEach(object -> live.merge(object.type(), 1L, Long::sum));
    }
    return model.types().stream()
        .map(
            type ->
                calibrated(
                    type,
                    outcomes.getOrDefault(type.name(), List.of()),
                    live.getOrDefault(type.name(), 0L)))
        .toList();
  }

  private ModelType calibrated(ModelType type, List<Threshold.Outcome> outcomes, long live) {
    List<Float> scores =
        outcomes.stream().filter(Threshold.Outcome::live).map(o -> o.score()).sorted().toList();
    float typical = scores.isEmpty() ? 0 : scores.get(scores.size() / 2);
    boolean startsSlot = onGrid.getOrDefault(type.name(), 0) > 0;
    return new ModelType(
        type.name(),
        type.size(),
        Threshold.best(outcomes, live),
        new ModelType.Yardstick(typical, startsSlot));
  }
}
