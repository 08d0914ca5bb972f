package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.label.KeyNodeMiner;
import org.deepmem.model.GnnModel;
import org.deepmem.training.TrainingOptions;

/// Everything that a model depends on: what it learns from, and how.
///
/// @param train dumps that key nodes and weights come from
/// @param validation dumps that decide when to stop and where the thresholds lie
/// @param options seed, steps, network and recipe
/// @param keyNodes how they are chosen
record TrainingPlan(
    List<GraphTruthFiles> train,
    List<GraphTruthFiles> validation,
    TrainingOptions options,
    KeyNodeMiner keyNodes)
    implements ModelSource {
  /// The default recipe on a system's dumps.
  static TrainingPlan standard(SystemData system, Effort effort, long seed) {
    return new TrainingPlan(
        effort.train(system),
        effort.validation(system),
        effort.limited(TrainingOptions.standard()).withSeed(seed),
        KeyNodeMiner.STANDARD);
  }

  /// The default recipe on several systems' dumps.
  static TrainingPlan together(List<SystemData> systems, Effort effort, long seed) {
    TrainingPlan first = standard(systems.getFirst(), effort, seed);
    return new TrainingPlan(
        systems.stream().flatMap(system -> effort.train(system).stream()).toList(),
        systems.stream().flatMap(system -> effort.validation(system).stream()).toList(),
        first.options,
        first.keyNodes);
  }

  TrainingPlan withOptions(TrainingOptions changed) {
    return new TrainingPlan(train, validation, changed, keyNodes);
  }

  /// The paper's recipe on the same dumps: its key nodes have one length each.
  TrainingPlan ofPaper(Effort effort) {
    TrainingOptions paper = effort.limited(TrainingOptions.paper()).withSeed(options.seed());
    return new TrainingPlan(train, validation, paper, keyNodes.withAnyLength(0));
  }

  TrainingPlan withKeyNodes(int changed) {
    return new TrainingPlan(train, validation, options, keyNodes.withPerType(changed));
  }

  TrainingPlan withTrain(List<GraphTruthFiles> changed) {
    return new TrainingPlan(changed, validation, options, keyNodes);
  }

  @Override
  public String key() {
    return "seed" + options.seed();
  }

  @Override
  public GnnModel model(Bench bench) throws IOException {
    return bench.model(this);
  }

  /// Names and hashes of the dumps, and the options that the model depends on.
  @Override
  public ObjectNode describe(FileHashes hashes) throws IOException {
    ObjectNode described = JsonNodeFactory.instance.objectNode();
    described.set("train", hashes.describe(train));
    described.set("validation", hashes.describe(validation));
    described.put("seed", options.seed());
    described.put("options", options.withCheckpoint(null, 1).withThreads(1).toString());
    described.put("keyNodes", keyNodes.toString());
    return described;
  }
}
