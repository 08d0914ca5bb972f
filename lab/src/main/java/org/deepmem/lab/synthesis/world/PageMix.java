package org.deepmem.lab.synthesis.world;

import java.util.List;
import org.deepmem.nn.SeededRandom;

/// Which kinds of pages memory of one use holds, by weights.
public record PageMix(List<PageKind> kinds, List<Double> weights) {
  public PageMix {
    kinds = List.copyOf(kinds);
    weights = List.copyOf(weights);
  }

  /// Draws the kind of a page.
  public PageKind draw(SeededRandom random) {
    return kinds.get(Weights.pick(weights, random));
  }
}
