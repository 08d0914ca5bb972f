package org.deepmem.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.CompanyFit;
import org.deepmem.detection.Threshold;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.NodeLabels;
import org.deepmem.label.ObjectState;

/// Compares candidates with truth, object by object: every live object counts, reachable or not;
/// residuals apart.
///
/// @param types results by type, in order of their names
public record Evaluation(List<TypeResult> types) {

  /// Unweighted mean of the F1 of the types that the dumps have objects of.
  public double macroF1() {
    return mean(TypeResult::f1);
  }

  /// Unweighted mean of their strict F1.
  public double strictMacroF1() {
    return mean(TypeResult::strictF1);
  }

  /// Unweighted mean of a figure over the types that the dumps have objects of; 0 when there are
  /// none.
  public double mean(ToDoubleFunction<TypeResult> figure) {
    return types.stream()
        .filter(type -> type.objects() > 0)
        .mapToDouble(figure)
        .average()
        .orElse(0);
  }

  /// Unweighted mean of the F1 of freed objects over the types that the dumps have such of; 0 when
  /// there are none.
  public double freedMacroF1() {
    return types.stream()
        .map(TypeResult::freed)
        .filter(freed -> freed.objects() > 0)
        .mapToDouble(FreedResult::f1)
        .average()
        .orElse(0);
  }

  /// The results of some types.
  public Evaluation only(Predicate<String> wanted) {
    return new Evaluation(types.stream().filter(result -> wanted.test(result.type())).toList());
  }

  /// The results over several dumps together.
  public static Evaluation sum(List<Evaluation> evaluations) {
    Map<String, TypeResult> sums = new TreeMap<>();
    for (Evaluation evaluation : evaluations) {
      evaluation.types.forEach(result -> sums.merge(result.type(), result, TypeResult::plus));
    }
    return new Evaluation(List.copyOf(sums.values()));
  }

  /// Evaluates the candidates of one dump.
  ///
  /// @param thresholds by type; a type without one is not evaluated
  public static Evaluation of(
      GraphTruth truth,
      KeyNodes keyNodes,
      List<Candidate> candidates,
      Map<String, Float> thresholds) {
    TruthIndex index = new TruthIndex(truth, keyNodes);
    Map<String, TypeResult> results = new TreeMap<>();
    thresholds.forEach((type, threshold) -> results.put(type, index.nothingFound(type, threshold)));
    for (Candidate candidate : candidates) {
      Float threshold = thresholds.get(candidate.type());
      if (threshold != null && candidate.score() > threshold) {
        results.merge(candidate.type(), index.report(candidate, threshold), TypeResult::plus);
      }
    }
    return new Evaluation(List.copyOf(results.values()));
  }

  /// The same with how well freed objects were told.
  ///
  /// @param found places that were reported as freed objects
  public Evaluation withFreed(GraphTruth truth, List<Candidate> found) {
    Map<String, Map<Long, LabelledObject>> byAddress = TruthIndex.byAddress(truth.objects());
    Map<String, FreedResult> freed = new HashMap<>();
    for (LabelledObject object : truth.objects()) {
      if (object.state() == ObjectState.RESIDUAL) {
        freed.merge(object.type(), new FreedResult(1, 0, 0, 0), FreedResult::plus);
      }
    }
    for (Candidate candidate : found) {
      LabelledObject object =
          byAddress.getOrDefault(candidate.type(), Map.of()).get(candidate.address());
      freed.merge(candidate.type(), FreedResult.report(object), FreedResult::plus);
    }
    return new Evaluation(
        types.stream()
            .map(type -> type.withFreed(freed.getOrDefault(type.type(), FreedResult.NONE)))
            .toList());
  }

  /// The candidates' outcomes by type, from which thresholds are chosen.
  ///
  /// @param state of the objects that are looked for: their scores count, others are misses
  public static Map<String, List<Threshold.Outcome>> outcomes(
      List<LabelledObject> objects, List<Candidate> candidates, ObjectState state) {
    Map<String, Map<Long, LabelledObject>> byAddress = TruthIndex.byAddress(objects);
    Map<String, List<Threshold.Outcome>> outcomes = new TreeMap<>();
    for (Candidate candidate : candidates) {
      LabelledObject object =
          byAddress.getOrDefault(candidate.type(), Map.of()).get(candidate.address());
      boolean hit = object != null && object.state() == state;
      float score = state == ObjectState.LIVE ? candidate.score() : candidate.freedScore();
      outcomes
          .computeIfAbsent(candidate.type(), type -> new ArrayList<>())
          .add(new Threshold.Outcome(score, hit));
    }
    return outcomes;
  }

  /// What the candidates that votes speak for are, by type, from which it is told what company says
  /// of them.
  public static Map<String, List<CompanyFit.Outcome>> companyOutcomes(
      List<LabelledObject> objects, List<Candidate> candidates) {
    Map<String, Map<Long, LabelledObject>> byAddress = TruthIndex.byAddress(objects);
    Map<String, List<CompanyFit.Outcome>> outcomes = new TreeMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.existence() > 0) {
        boolean object =
            byAddress.getOrDefault(candidate.type(), Map.of()).containsKey(candidate.address());
        outcomes
            .computeIfAbsent(candidate.type(), type -> new ArrayList<>())
            .add(new CompanyFit.Outcome(candidate.company(), object));
      }
    }
    return outcomes;
  }

  /// Truth, found by address.
  private static final class TruthIndex {
    private final Map<String, Map<Long, LabelledObject>> byAddress;
    private final Map<String, Set<Long>> reachable;

    TruthIndex(GraphTruth truth, KeyNodes keyNodes) {
      byAddress = byAddress(truth.objects());
      reachable = NodeLabels.reachable(truth, keyNodes);
    }

    static Map<String, Map<Long, LabelledObject>> byAddress(List<LabelledObject> objects) {
      Map<String, Map<Long, LabelledObject>> index = new HashMap<>();
      for (LabelledObject object : objects) {
        index
            .computeIfAbsent(object.type(), type -> new HashMap<>())
            .put(object.virtualAddress(), object);
      }
      return index;
    }

    TypeResult nothingFound(String type, float threshold) {
      long live =
          byAddress.getOrDefault(type, Map.of()).values().stream()
              .filter(object -> object.state() == ObjectState.LIVE)
              .count();
      long withKeyNode = reachable.getOrDefault(type, Set.of()).size();
      return new TypeResult(type, live, withKeyNode, 0, 0, 0, 0, threshold);
    }

    TypeResult report(Candidate candidate, float threshold) {
      String type = candidate.type();
      LabelledObject object = byAddress.getOrDefault(type, Map.of()).get(candidate.address());
      if (object == null) {
        return new TypeResult(type, 0, 0, 0, 0, 0, 1, threshold);
      }
      if (object.state() == ObjectState.RESIDUAL) {
        return new TypeResult(type, 0, 0, 0, 0, 1, 0, threshold);
      }
      boolean wasReachable = reachable.getOrDefault(type, Set.of()).contains(candidate.address());
      return new TypeResult(type, 0, 0, 1, wasReachable ? 1 : 0, 0, 0, threshold);
    }
  }
}
