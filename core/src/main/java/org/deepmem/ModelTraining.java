package org.deepmem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deepmem.detection.Detection;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.evaluation.TypeResult;
import org.deepmem.graph.GraphProfile;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodeMiner;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.NodeLabels;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import org.deepmem.model.TrainingRange;
import org.deepmem.model.UnfitGraphException;
import org.deepmem.training.Trainer;
import org.deepmem.training.TrainingGraph;
import org.deepmem.training.TrainingListener;
import org.deepmem.training.TrainingOptions;
import org.deepmem.training.TrainingTarget;
import org.deepmem.training.ValidationScore;
import org.jspecify.annotations.Nullable;

/// Makes a model from labelled graphs: mines key nodes, trains the network, chooses thresholds.
public final class ModelTraining {
  private final List<GraphTruth> training;
  private final List<GraphTruth> moved;
  private final List<GraphTruth> validation;
  private final KeyNodes keyNodes;
  private final TypeCalibration calibration;
  private @Nullable Measured best;

  /// The best model that was measured, so that what [Trainer] keeps needn't be measured anew.
  ///
  /// @param parameters of its network
  /// @param score that it had
  /// @param types with the thresholds that it had
  private record Measured(float[] parameters, double score, List<ModelType> types) {}

  /// @param training dumps that key nodes and weights come from
  /// @param validation dumps that decide when to stop and where the thresholds lie
  /// @param types names of the types to learn; all where empty
  /// @throws MissingTypeException when the training dumps have no objects of a type to learn
  public ModelTraining(List<GraphTruth> training, List<GraphTruth> validation, List<String> types)
      throws MissingTypeException {
    this(training, List.of(), validation, types, KeyNodeMiner.STANDARD);
  }

  /// The same with other key nodes.
  ///
  /// @param moved dumps whose members lie elsewhere; what hangs on a member is taught as the key
  ///   node of that member, of any length. No key nodes come from them
  /// @param miner chooses them; more of them where builds with different offsets are learnt
  ///   together
  public ModelTraining(
      List<GraphTruth> training,
      List<GraphTruth> moved,
      List<GraphTruth> validation,
      List<String> types,
      KeyNodeMiner miner)
      throws MissingTypeException {
    this.training = List.copyOf(training);
    this.moved = List.copyOf(moved);
    this.validation = List.copyOf(validation);
    calibration = new TypeCalibration(training, validation);
    KeyNodes mined = miner.mine(training);
    keyNodes = types.isEmpty() ? mined : mined.ofTypes(types);
    Set<String> learnt = keyNodes.stream().map(KeyNode::type).collect(Collectors.toSet());
    for (String type : types) {
      if (!learnt.contains(type)) {
        throw new MissingTypeException(type);
      }
    }
    if (keyNodes.isEmpty()) {
      throw new MissingTypeException("any type");
    }
  }

  /// The key nodes that the model will tell apart.
  public KeyNodes keyNodes() {
    return keyNodes;
  }

  /// Trains a model for graphs cut as the training dumps are; one that tells states where they have
  /// freed objects.
  ///
  /// @param kernelFamily such as `linux-x64`
  /// @param listener hears of the progress
  /// @throws IOException when a checkpoint can't be read or written
  public GnnModel train(TrainingOptions options, String kernelFamily, TrainingListener listener)
      throws IOException {
    boolean states =
        options.config().states() && training.stream().anyMatch(ModelTraining::hasFreed);
    List<TrainingGraph> graphs =
        Stream.concat(
                training.stream().map(truth -> graph(truth, states)),
                moved.stream().map(truth -> movedGraph(truth, states)))
            .toList();
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("kernels", origins(training, "kernel"));
    provenance.put("trainingSha256", origins(training, "sha256"));
    provenance.put("graphsBy", origins(training, "tool"));
    provenance.put(TrainingRange.NAME, range().written());
    provenance.put(
        "validatedOn", String.join(" ", validation.stream().map(GraphTruth::name).toList()));
    provenance.put("validationSha256", origins(validation, "sha256"));
    TrainingTarget target = new TrainingTarget(keyNodes, types(), kernelFamily, provenance);
    int cut = training.getFirst().graph().cut();
    TrainingOptions fitting = options.withConfig(options.config().withCut(cut).withStates(states));
    validation.forEach(dump -> UnfitGraphException.check(dump.graph(), fitting.config()));
    best = null;
    GnnModel model = new Trainer(fitting, target, graphs).train(this::measure, listener);
    return model.withTypes(
        best != null && Arrays.equals(best.parameters, model.parameters().values())
            ? best.types
            : calibration.of(model, calibration.seenBy(model)));
  }

  /// What the dumps that are learnt from look like.
  private TrainingRange range() {
    return TrainingRange.of(
        training.stream().map(truth -> GraphProfile.of(truth.graph())).toList());
  }

  private static boolean hasFreed(GraphTruth truth) {
    return truth.objects().stream().anyMatch(object -> object.state() == ObjectState.RESIDUAL);
  }

  private TrainingGraph graph(GraphTruth truth, boolean states) {
    NodeLabels labels = NodeLabels.of(truth, keyNodes);
    return TrainingGraph.of(truth.name(), truth.graph(), labels, states);
  }

  private TrainingGraph movedGraph(GraphTruth truth, boolean states) {
    NodeLabels labels = NodeLabels.byMember(truth, keyNodes);
    return TrainingGraph.of(truth.name(), truth.graph(), labels, states).withoutLengths();
  }

  /// What the graphs say of their origin, each value once.
  private static String origins(List<GraphTruth> dumps, String name) {
    return dumps.stream()
        .map(dump -> dump.graph().provenance().getOrDefault(name, "unknown"))
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /// Scores a model on the validation dumps, each type at its best threshold.
  private ValidationScore measure(GnnModel model) {
    TypeCalibration.Seen seen = calibration.seenBy(model);
    List<ModelType> types = calibration.of(model, seen);
    List<Evaluation> evaluations = new ArrayList<>();
    for (TypeCalibration.Example example : seen.examples()) {
      Detection found = new Detection(keyNodes, example.candidates(), types);
      evaluations.add(
          Evaluation.of(example.truth(), keyNodes, found.candidates(), found.thresholds()));
    }
    Evaluation evaluation = Evaluation.sum(evaluations);
    double precision = evaluation.mean(TypeResult::strictPrecision);
    double recall = evaluation.mean(TypeResult::recall);
    double score = evaluation.strictMacroF1();
    if (best == null || score > best.score) {
      best = new Measured(model.parameters().values(), score, types);
    }
    return new ValidationScore(precision, recall, score);
  }

  private List<ModelType> types() {
    return keyNodes.stream().map(KeyNode::type).distinct().map(calibration::uncalibrated).toList();
  }
}
