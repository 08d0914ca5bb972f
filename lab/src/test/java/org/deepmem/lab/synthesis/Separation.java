package org.deepmem.lab.synthesis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How well a rule on one member tells objects from look-alikes: the share of objects that it calls
/// objects less the share of look-alikes that it does (Youden's index). 0 says nothing, 1 all. A
/// rule is learnt on one image and judged on another, for on the same one a set of values that
/// never come twice would tell everything.
final class Separation {
  private Separation() {}

  /// The better of a threshold and a set of values.
  static double of(
      List<Long> objects, List<Long> lookAlikes, List<Long> otherObjects, List<Long> otherLikes) {
    return Math.max(
        threshold(objects, lookAlikes, otherObjects, otherLikes),
        values(objects, lookAlikes, otherObjects, otherLikes));
  }

  private static double threshold(
      List<Long> objects, List<Long> likes, List<Long> otherObjects, List<Long> otherLikes) {
    long best = 0;
    double most = 0;
    double sign = 1;
    for (long cut : Stream.concat(objects.stream(), likes.stream()).distinct().toList()) {
      double index = below(objects, cut) - below(likes, cut);
      if (Math.abs(index) > most) {
        most = Math.abs(index);
        best = cut;
        sign = Math.signum(index);
      }
    }
    return sign * (below(otherObjects, best) - below(otherLikes, best));
  }

  private static double below(List<Long> values, long cut) {
    return values.stream().filter(v -> v <= cut).count() / (double) values.size();
  }

  private static double values(
      List<Long> objects, List<Long> likes, List<Long> otherObjects, List<Long> otherLikes) {
    Set<Long> of = new HashSet<>();
    Set<Long> notOf = new HashSet<>();
    for (long value : Stream.concat(objects.stream(), likes.stream()).distinct().toList()) {
      double index = share(objects, Set.of(value)) - share(likes, Set.of(value));
      (index > 0 ? of : notOf).add(value);
    }
    double among = share(otherObjects, of) - share(otherLikes, of);
    double notAmong = share(otherLikes, notOf) - share(otherObjects, notOf);
    return Math.max(among, notAmong);
  }

  private static double share(List<Long> values, Set<Long> set) {
    return values.stream().filter(set::contains).count() / (double) values.size();
  }
}
