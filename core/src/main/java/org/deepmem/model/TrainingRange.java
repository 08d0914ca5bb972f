package org.deepmem.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.deepmem.graph.GraphProfile;
import org.deepmem.graph.GraphProfile.Trait;

/// What the graphs that a model learnt from looked like, and how far from that they were. A graph
/// that is farther is one of which the model's results are less to be believed.
///
/// @param middle the mean of the graphs' profiles
/// @param farthest by trait, the distance of the farthest of them from the middle
public record TrainingRange(GraphProfile middle, Map<Trait, Double> farthest) {
  /// The name under which a model's provenance has it.
  public static final String NAME = "trainingRange";

  /// How much farther than any training graph another one may be: held-out dumps of the kernels
  /// that were learnt reach 1.4, 2.9 in Windows 7 x86 (docs/adr/0025).
  private static final double ROOM = 3;

  /// Distances below this, in bits, are between dumps of one machine.
  private static final double LEAST = 0.005;

  /// The range of some graphs.
  ///
  /// @param profiles one or more
  public static TrainingRange of(List<GraphProfile> profiles) {
    Map<Trait, double[]> sums = new EnumMap<>(Trait.class);
    for (Trait trait : Trait.values()) {
      double[] mean = new double[trait.bins()];
      for (int i = 0; i < mean.length; i++) {
        int bin = i;
        mean[i] =
            rounded(profiles.stream().mapToDouble(p -> p.share(trait, bin)).average().orElse(0));
      }
      sums.put(trait, mean);
    }
    GraphProfile middle = new GraphProfile(sums);
    Map<Trait, Double> farthest = new EnumMap<>(Trait.class);
    for (Trait trait : Trait.values()) {
      farthest.put(
          trait,
          rounded(profiles.stream().mapToDouble(p -> p.distance(middle, trait)).max().orElse(0)));
    }
    return new TrainingRange(middle, farthest);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  /// What a model says of the graphs that it learnt from; empty of older models.
  ///
  /// @throws IllegalArgumentException when it isn't in the written form
  public static Optional<TrainingRange> of(GnnModel model) {
    return Optional.ofNullable(model.provenance().get(NAME)).map(TrainingRange::parse);
  }

  /// How a graph lies outside, a line each trait; none where it doesn't.
  public List<String> outside(GraphProfile profile) {
    List<String> outside = new ArrayList<>();
    for (Trait trait : Trait.values()) {
      double distance = profile.distance(middle, trait);
      double known = farthest.getOrDefault(trait, 0.0);
      if (distance > ROOM * Math.max(known, LEAST)) {
        outside.add(
            "its %s are unlike those of the dumps that the model learnt from (distance %s bits, there at most %s): be wary of what was found, and of what wasn't"
                .formatted(trait.label(), shown(distance), shown(known)));
      }
    }
    return outside;
  }

  private static String shown(double distance) {
    return String.format(Locale.ROOT, "%.4f", distance);
  }

  /// As text: a trait a part, separated by `;`, each its name, the farthest distance, and the
  /// shares of its bins.
  public String written() {
    return farthest.entrySet().stream()
        .map(
            entry ->
                entry.getKey().name()
                    + " "
                    + entry.getValue()
                    + " "
                    + DoubleStream.of(middle.shares().getOrDefault(entry.getKey(), new double[0]))
                        .mapToObj(TrainingRange::share)
                        .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(";"));
  }

  private static String share(double share) {
    return share == 0 ? "0" : String.format(Locale.ROOT, "%.6f", share);
  }

  /// Reads the written form.
  ///
  /// @throws IllegalArgumentException when it isn't
  static TrainingRange parse(String text) {
    Map<Trait, double[]> shares = new EnumMap<>(Trait.class);
    Map<Trait, Double> farthest = new EnumMap<>(Trait.class);
    for (String part : text.split(";", -1)) {
      String[] words = part.split(" ", -1);
      Trait trait = Trait.valueOf(words[0]);
      if (words.length != trait.bins() + 2) {
        throw new IllegalArgumentException(
            "%s has %d values, not %d".formatted(trait, words.length - 2, trait.bins()));
      }
      farthest.put(trait, share(words[1]));
      double[] bins = new double[trait.bins()];
      for (int i = 0; i < bins.length; i++) {
        bins[i] = share(words[i + 2]);
      }
      shares.put(trait, bins);
    }
    return new TrainingRange(new GraphProfile(shares), farthest);
  }

  private static double share(String text) {
    double share = Double.parseDouble(text);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(text + " isn't from 0 to 1");
    }
    return share;
  }
}
