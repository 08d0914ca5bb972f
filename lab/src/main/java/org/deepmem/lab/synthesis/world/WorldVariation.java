package org.deepmem.lab.synthesis.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deepmem.nn.SeededRandom;

/// Makes another world of a world file by moving its distributions: weights and medians by a
/// factor, probabilities by a step of their log-odds. Ranges, values and names stay. A model that
/// learns from many variations leans less on what one world happens to have.
final class WorldVariation {
  /// Objects whose members are all weights.
  private static final Set<String> WEIGHTS = Set.of("choice", "kinds");

  /// Members of a world file whose own members are such objects, in the order in which they are
  /// varied: a set's differs between runs.
  private static final List<String> MIXES = List.of("handles", "memory");

  private static final double EXPONENT_SHARE = 0.2;

  private final SeededRandom random;
  private final double strength;

  /// @param strength standard deviation of a factor's logarithm, and of a step of log-odds
  WorldVariation(SeededRandom random, double strength) {
    this.random = random;
    this.strength = strength;
  }

  /// Changes a world file's content in place.
  void varyWorld(JsonNode world) {
    for (String mixes : MIXES) {
      for (JsonNode mix : world.path(mixes)) {
        if (mix instanceof ObjectNode weights) {
          names(weights).forEach(key -> scale(weights, key, strength));
        }
      }
    }
    if (world instanceof ObjectNode object) {
      names(object).stream()
          .filter(name -> !MIXES.contains(name))
          .forEach(name -> varyMember(object, name));
    }
  }

  private void vary(JsonNode node) {
    if (node instanceof ArrayNode array) {
      array.forEach(this::vary);
    } else if (node instanceof ObjectNode object) {
      names(object).forEach(name -> varyMember(object, name));
    }
  }

  private void varyMember(ObjectNode object, String name) {
    JsonNode member = object.get(name);
    if (WEIGHTS.contains(name) && member instanceof ObjectNode weights) {
      names(weights).forEach(key -> scale(weights, key, strength));
    } else if (name.equals("bits") && member instanceof ObjectNode bits) {
      names(bits).stream().filter(key -> !key.equals("base")).forEach(key -> step(bits, key));
    } else if (name.equals("mix") && member instanceof ArrayNode mix) {
      mixture(mix);
    } else if (name.equals("median") || name.equals("weight")) {
      scale(object, name, strength);
    } else if (name.equals("exponent")) {
      scale(object, name, strength * EXPONENT_SHARE);
    } else if (isProbability(name, member)) {
      step(object, name);
    } else {
      vary(member);
    }
  }

  private void mixture(ArrayNode mix) {
    for (JsonNode part : mix) {
      if (part instanceof ArrayNode pair && pair.size() == 2 && pair.get(0).isNumber()) {
        pair.set(0, DoubleNode.valueOf(pair.get(0).doubleValue() * factor(strength)));
        vary(pair.get(1));
      }
    }
  }

  private void scale(ObjectNode object, String name, double deviation) {
    JsonNode value = object.get(name);
    if (value.isNumber()) {
      object.put(name, value.doubleValue() * factor(deviation));
    } else {
      vary(value);
    }
  }

  private void step(ObjectNode object, String name) {
    double value = object.get(name).doubleValue();
    if (value > 0 && value < 1) {
      double odds = value / (1 - value) * factor(strength);
      object.put(name, odds / (1 + odds));
    }
  }

  /// Whether a member is a share: a fraction, and not a shape of a distribution.
  private static boolean isProbability(String name, JsonNode value) {
    return value.isDouble()
        && !name.equals("sigma")
        && value.doubleValue() > 0
        && value.doubleValue() < 1;
  }

  private double factor(double deviation) {
    return StrictMath.exp(deviation * random.nextTruncatedNormal());
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
