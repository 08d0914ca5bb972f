package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.LabException;

/// Reads distributions: `8`, `[3, 9]`, `[0, 1024, 16]`, `{"logNormal": {"median": 12, "sigma":
/// 0.8}}`, `{"zipf": {"exponent": 1.2, "count": 40}}`, `{"choice": {"8": 5, "9": 1}}`, `{"bits":
/// {"0x1": 0.4}}`, `{"mix": [[0.7, 8], [0.3, [9, 15]]]}`.
final class DistributionReader {
  private static final double FAR = 0x1p62;

  private DistributionReader() {}

  static Distribution read(JsonPlace place) throws LabException {
    if (place.node().isArray()) {
      return uniform(place);
    }
    if (!place.node().isObject()) {
      return new Distribution.Constant(place.whole());
    }
    Map<String, JsonPlace> members = place.members();
    if (members.size() != 1) {
      throw place.wrong("give one of logNormal, zipf, choice, bits, mix");
    }
    Map.Entry<String, JsonPlace> member = members.entrySet().iterator().next();
    return switch (member.getKey()) {
      case "logNormal" -> logNormal(member.getValue());
      case "zipf" -> zipf(member.getValue());
      case "choice" -> choice(member.getValue());
      case "bits" -> bits(member.getValue());
      case "mix" -> mixture(member.getValue());
      default -> throw member.getValue().wrong("give one of logNormal, zipf, choice, bits, mix");
    };
  }

  private static Distribution uniform(JsonPlace place) throws LabException {
    List<JsonPlace> items = place.items();
    if (items.size() < 2 || items.size() > 3) {
      throw place.wrong("give [lowest, highest] or [lowest, highest, step]");
    }
    long min = items.get(0).whole();
    long max = items.get(1).whole();
    long step = items.size() == 3 ? items.get(2).whole() : 1;
    if (max < min || max - min < 0 || step < 1) {
      throw place.wrong("the highest lies below the lowest, or the step below 1");
    }
    return new Distribution.Uniform(min, max, step);
  }

  private static Distribution logNormal(JsonPlace place) throws LabException {
    place.only("median", "sigma", "min", "max");
    long min = place.optional("min").isPresent() ? place.member("min").whole() : 0;
    long max = place.optional("max").isPresent() ? place.member("max").whole() : Long.MAX_VALUE;
    if (max < min) {
      throw place.wrong("max lies below min");
    }
    return new Distribution.LogNormal(
        place.member("median").number(0, FAR), place.member("sigma").number(0, 20), min, max);
  }

  private static Distribution zipf(JsonPlace place) throws LabException {
    place.only("exponent", "min", "count");
    return new Distribution.Zipf(
        place.member("exponent").number(0, 20),
        place.optional("min").isPresent() ? place.member("min").whole() : 1,
        place.member("count").whole(1, Integer.MAX_VALUE));
  }

  private static Distribution choice(JsonPlace place) throws LabException {
    List<Long> values = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (Map.Entry<String, JsonPlace> value : place.members().entrySet()) {
      values.add(value.getValue().hexadecimal(value.getKey()));
      weights.add(value.getValue().number(0, FAR));
    }
    return new Distribution.Choice(values, positive(place, weights));
  }

  private static Distribution bits(JsonPlace place) throws LabException {
    long base = 0;
    List<Long> masks = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    for (Map.Entry<String, JsonPlace> bit : place.members().entrySet()) {
      if (bit.getKey().equals("base")) {
        base = bit.getValue().whole();
      } else {
        masks.add(bit.getValue().hexadecimal(bit.getKey()));
        probabilities.add(bit.getValue().number(0, 1));
      }
    }
    return new Distribution.Bits(base, masks, probabilities);
  }

  private static Distribution mixture(JsonPlace place) throws LabException {
    List<Distribution> parts = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (JsonPlace part : place.items()) {
      List<JsonPlace> pair = part.items();
      if (pair.size() != 2) {
        throw part.wrong("give [weight, distribution]");
      }
      weights.add(pair.get(0).number(0, FAR));
      parts.add(read(pair.get(1)));
    }
    return new Distribution.Mixture(parts, positive(place, weights));
  }

  /// Weights of which at least one is above 0.
  static List<Double> positive(JsonPlace place, List<Double> weights) throws LabException {
    if (weights.stream().noneMatch(weight -> weight > 0)) {
      throw place.wrong("no weight is above 0");
    }
    return weights;
  }
}
