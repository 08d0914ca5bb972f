package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deepmem.model.Likelihood;

/// Fits the likelihood of candidates to what they were on validation dumps: isotonic regression on
/// the score by pooling adjacent violators (Ayer et al., 1955). Neighbouring candidates are pooled
/// until the share of hits rises with the score. A share is (hits + 1/2) / (candidates + 1), so
/// that nothing is surer than the number of examples allows.
public final class LikelihoodFit {
  private LikelihoodFit() {}

  /// The likelihood of one type.
  ///
  /// @param outcomes of candidates on the validation dumps, one or more, in any order
  public static Likelihood of(List<Threshold.Outcome> outcomes) {
    List<Threshold.Outcome> ascending = new ArrayList<>(outcomes);
    ascending.sort(Comparator.comparing(Threshold.Outcome::score));
    List<Pool> pools = rising(ascending.stream().map(Pool::of).toList(), Pool::share);
    List<Likelihood.Point> points = new ArrayList<>();
    rising(pools, Pool::smoothedShare).forEach(pool -> pool.addTo(points));
    return new Likelihood(points);
  }

  /// Pools neighbours until a share rises with the score.
  private static List<Pool> rising(List<Pool> ascending, ToDoubleFunction<Pool> share) {
    List<Pool> rising = new ArrayList<>();
    for (Pool pool : ascending) {
      Pool last = pool;
      while (!rising.isEmpty() && !last.isAbove(rising.getLast(), share)) {
        last = rising.removeLast().with(last);
      }
      rising.add(last);
    }
    return rising;
  }

  /// Candidates with neighbouring scores.
  ///
  /// @param from lowest score
  /// @param to highest score
  private record Pool(float from, float to, long count, long hits) {
    static Pool of(Threshold.Outcome outcome) {
      return new Pool(outcome.score(), outcome.score(), 1, outcome.hit() ? 1 : 0);
    }

    double share() {
      return (double) hits / count;
    }

    /// With half a hit and half a miss more.
    double smoothedShare() {
      return (hits + 0.5) / (count + 1);
    }

    boolean isAbove(Pool before, ToDoubleFunction<Pool> share) {
      return from > before.to && share.applyAsDouble(this) > share.applyAsDouble(before);
    }

    Pool with(Pool next) {
      return new Pool(from, next.to, count + next.count, hits + next.hits);
    }

    void addTo(List<Likelihood.Point> points) {
      points.add(new Likelihood.Point(from, (float) smoothedShare()));
      if (to > from) {
        points.add(new Likelihood.Point(to, (float) smoothedShare()));
      }
    }
  }
}
