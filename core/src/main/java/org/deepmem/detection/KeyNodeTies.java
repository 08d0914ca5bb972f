package org.deepmem.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Ties the key nodes of a type to one another: votes of two of them for one object lie a constant
/// distance apart, and the distance that most agree on tells how far one moved against the other.
///
/// @param votes for each key node of the model the starts of objects that nodes vote for as it
record KeyNodeTies(List<List<Long>> votes) {
  /// Members move by less than this.
  private static final int FARTHEST = 768;

  /// Of shifts that equally many votes have, one this far is half as likely as none.
  private static final double NEAR = 256;

  /// A key node moves only where so many of its votes agree.
  private static final int LEAST_VOTES = 8;

  /// Share of a key node's votes that must agree with those of others.
  private static final double LEAST_SHARE = 0.3;

  private static final int STEP = 4;

  /// So many of the key nodes with most votes are tried as the one that the others are tied to.
  private static final int ROOTS = 5;

  /// How far each key node moved against another, from the root that most votes agree with: one
  /// whose votes are mostly of other things agrees with few.
  Map<Integer, Integer> relative(List<Integer> keys) {
    List<Integer> voted = new ArrayList<>(keys);
    voted.removeIf(key -> votes.get(key).size() < LEAST_VOTES);
    voted.sort(Comparator.comparing((Integer key) -> -votes.get(key).size()));
    Map<Integer, Integer> best = new TreeMap<>();
    long most = -1;
    for (int root : voted.subList(0, Math.min(ROOTS, voted.size()))) {
      Map<Integer, Integer> solved = from(root, voted);
      long agreeing = agreeing(solved);
      if (agreeing > most) {
        most = agreeing;
        best = solved;
      }
    }
    return best;
  }

  private Map<Integer, Integer> from(int root, List<Integer> voted) {
    Map<Integer, Integer> solved = new TreeMap<>();
    List<Integer> open = new ArrayList<>(voted);
    solved.put(root, 0);
    open.remove((Integer) root);
    while (!open.isEmpty()) {
      long[] known = starts(solved);
      int best = -1;
      Fit bestFit = new Fit(0, 0);
      for (int key : open) {
        Fit fit = fit(votes.get(key), known);
        if (fit.support > bestFit.support) {
          best = key;
          bestFit = fit;
        }
      }
      if (best < 0 || bestFit.support < LEAST_SHARE) {
        break;
      }
      solved.put(best, bestFit.shift);
      open.remove((Integer) best);
    }
    return solved;
  }

  long[] starts(Map<Integer, Integer> solved) {
    return solved.entrySet().stream()
        .flatMapToLong(
            entry -> votes.get(entry.getKey()).stream().mapToLong(v -> v - entry.getValue()))
        .sorted()
        .distinct()
        .toArray();
  }

  /// @param shift that most of a key node's votes have against the known starts
  /// @param support share of its votes that have it
  private record Fit(int shift, double support) {}

  private static Fit fit(List<Long> votes, long[] known) {
    int[] counts = new int[2 * FARTHEST / STEP + 1];
    for (long vote : votes) {
      int at = Arrays.binarySearch(known, vote - FARTHEST);
      for (int i = at < 0 ? -at - 1 : at; i < known.length && known[i] <= vote + FARTHEST; i++) {
        counts[(int) (vote - known[i] + FARTHEST) / STEP]++;
      }
    }
    int best = FARTHEST / STEP;
    for (int i = 0; i < counts.length; i++) {
      // Neighbours in a slab agree nearly as often as the object itself: the nearer wins.
      if (weight(counts, i) > weight(counts, best)) {
        best = i;
      }
    }
    return new Fit(best * STEP - FARTHEST, counts[best] / (double) votes.size());
  }

  private static double weight(int[] counts, int i) {
    return counts[i] / (1 + Math.abs(i * STEP - FARTHEST) / NEAR);
  }

  /// Votes beyond the first for the same start.
  private long agreeing(Map<Integer, Integer> solved) {
    Map<Long, Integer> counts = counts(solved);
    return counts.values().stream().mapToLong(count -> count).sum() - counts.size();
  }

  /// Starts that at least two key nodes agree on, or all where few are.
  long[] agreed(Map<Integer, Integer> solved) {
    int least = solved.size() > 1 ? 2 : 1;
    return counts(solved).entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .mapToLong(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  private Map<Long, Integer> counts(Map<Integer, Integer> solved) {
    Map<Long, Integer> counts = new HashMap<>();
    solved.forEach(
        (key, shift) ->
            votes.get(key).forEach(vote -> counts.merge(vote - shift, 1, Integer::sum)));
    return counts;
  }
}
