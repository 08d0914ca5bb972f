package org.deepmem.training;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.model.VoteMask;
import org.deepmem.nn.SeededRandom;
import org.deepmem.nn.Workers;

/// Minibatches: the neighbourhoods of some thousand drawn nodes. A few are made ahead, one a
/// thread.
final class MinibatchSource implements BatchSource {
  private static final int AHEAD = 8;

  private final List<TrainingGraph> graphs;
  private final TrainingOptions options;
  private final Sampler sampler;
  private final Workers workers;
  private final NeighbourhoodBuilder[] builders;
  private final int columns;
  private final Neighbourhood[] made = new Neighbourhood[AHEAD];
  private List<MinibatchPlan> plans = new ArrayList<>();
  private float[] weights = new float[0];
  private int round = -1;
  private int madeFrom = -1;

  MinibatchSource(
      List<TrainingGraph> graphs,
      Sampler sampler,
      TrainingOptions options,
      VoteMask mask,
      int columns,
      Workers workers) {
    this.graphs = graphs;
    this.options = options;
    this.sampler = sampler;
    this.workers = workers;
    this.columns = columns;
    int largest = graphs.stream().mapToInt(g -> g.graph().nodes()).max().orElse(0);
    builders = new NeighbourhoodBuilder[workers.threads()];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = new NeighbourhoodBuilder(options.config(), mask, options.robustness(), largest);
    }
  }

  @Override
  public int batches(int number) {
    if (number != round) {
      plans = sampler.round(number);
      weights = sampler.classWeights(columns);
      round = number;
      madeFrom = -1;
    }
    return plans.size();
  }

  @Override
  public Batch batch(int number, int index) {
    int count = batches(number);
    int first = index - index % AHEAD;
    if (first != madeFrom) {
      madeFrom = first;
      workers.run(
          Math.min(AHEAD, count - first),
          (i, worker) -> made[i] = build(first + i, builders[worker]));
    }
    Neighbourhood nodes = made[index - first];
    double sum = 0;
    for (int c : nodes.classes()) {
      sum += weights[c];
    }
    return new Batch(nodes, weights, (float) (1 / sum));
  }

  private Neighbourhood build(int index, NeighbourhoodBuilder builder) {
    MinibatchPlan plan = plans.get(index);
    SeededRandom random = SeededRandom.of(options.seed(), 3, round, index);
    return builder.around(graphs.get(plan.graph()), plan.seeds(), random);
  }

  @Override
  public void hard(int[][] nodes) {
    sampler.hard(nodes);
    round = -1;
  }

  @Override
  public int[][] hard() {
    return sampler.hard();
  }
}
