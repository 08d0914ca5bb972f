package org.deepmem.lab.synthesis.world;

import java.util.List;
import org.deepmem.nn.SeededRandom;

/// A distribution of whole numbers.
public sealed interface Distribution {
  /// Draws a number.
  long draw(SeededRandom random);

  /// Draws a number where an `int` is meant; one beyond is cut to its nearest.
  default int drawInt(SeededRandom random) {
    return Math.clamp(draw(random), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /// Uniform in [0, 1).
  static double unit(SeededRandom random) {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /// Always the same.
  record Constant(long value) implements Distribution {
    @Override
    public long draw(SeededRandom random) {
      return value;
    }
  }

  /// Each whole number of [min, max] as likely as another, of those that are a multiple of `step`
  /// away from `min`.
  record Uniform(long min, long max, long step) implements Distribution {
    @Override
    public long draw(SeededRandom random) {
      long count = (max - min) / step + 1;
      return min + step * (long) (unit(random) * count);
    }
  }

  /// The logarithm is normal with deviation `sigma` around that of `median`; cut to [min, max].
  record LogNormal(double median, double sigma, long min, long max) implements Distribution {
    @Override
    public long draw(SeededRandom random) {
      double u = 1 - unit(random);
      double v = unit(random);
      double normal = StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
      double value = median * StrictMath.exp(sigma * normal);
      return Math.clamp((long) Math.min(value, 0x1p62), min, max);
    }
  }

  /// `min` is likeliest, the k-th after it about k to the power of `exponent` times as rare; up to
  /// `count` values.
  record Zipf(double exponent, long min, long count) implements Distribution {
    @Override
    public long draw(SeededRandom random) {
      double u = unit(random);
      double ranks = count;
      double rank;
      if (Math.abs(exponent - 1) < 1e-9) {
        rank = StrictMath.exp(u * StrictMath.log(ranks + 1));
      } else {
        double power = 1 - exponent;
        double end = StrictMath.pow(ranks + 1, power);
        rank = StrictMath.pow(1 + u * (end - 1), 1 / power);
      }
      return min + Math.min((long) rank, count) - 1;
    }
  }

  /// One of some values, by weights.
  record Choice(List<Long> values, List<Double> weights) implements Distribution {
    public Choice {
      values = List.copyOf(values);
      weights = List.copyOf(weights);
    }

    @Override
    public long draw(SeededRandom random) {
      return values.get(Weights.pick(weights, random));
    }
  }

  /// A number some of whose bits are set, each by a probability of its own.
  record Bits(long base, List<Long> masks, List<Double> probabilities) implements Distribution {
    public Bits {
      masks = List.copyOf(masks);
      probabilities = List.copyOf(probabilities);
    }

    @Override
    public long draw(SeededRandom random) {
      long value = base;
      for (int i = 0; i < masks.size(); i++) {
        if (unit(random) < probabilities.get(i)) {
          value |= masks.get(i);
        }
      }
      return value;
    }
  }

  /// One of some distributions, by weights.
  record Mixture(List<Distribution> parts, List<Double> weights) implements Distribution {
    public Mixture {
      parts = List.copyOf(parts);
      weights = List.copyOf(weights);
    }

    @Override
    public long draw(SeededRandom random) {
      return parts.get(Weights.pick(weights, random)).draw(random);
    }
  }
}
