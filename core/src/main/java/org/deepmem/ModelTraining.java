package org.deepmem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deepmem.detection.Threshold;
import org.deepmem.evaluation.Evaluation;
import org.deepmem.evaluation.TypeResult;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodeMiner;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.NodeLabels;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import org.deepmem.model.UnfitGraphException;
import org.deepmem.training.Trainer;
import org.deepmem.training.TrainingGraph;
import org.deepmem.training.TrainingListener;
import org.deepmem.training.TrainingOptions;
import org.deepmem.training.TrainingTarget;
import org.deepmem.training.ValidationScore;

/// Makes a model from labelled graphs: mines key nodes, trains the network, chooses thresholds.
public final class ModelTraining {
  /// Key nodes of a type, at most, unless it is said otherwise; the reference has 20.
  public static final int KEY_NODES = 24;

  /// Key nodes that every object shall have, unless it is said otherwise.
  public static final int COVER = 0;

  /// A key node must be in this share of its type's training objects: small enough that static
  /// objects, such as `init_mm`, have some.
  private static final double LEAST_SHARE = 0.005;

  private final List<GraphTruth> training;
  private final List<GraphTruth> validation;
  private final KeyNodes keyNodes;

  /// @param training dumps that key nodes and weights come from
  /// @param validation dumps that decide when to stop and where the thresholds lie
  /// @param types names of the types to learn; all where empty
  /// @throws MissingTypeException when the training dumps have no objects of a type to learn
  public ModelTraining(List<GraphTruth> training, List<GraphTruth> validation, List<String> types)
      throws MissingTypeException {
    this(training, validation, types, KEY_NODES, COVER);
  }

  /// The same with other numbers of key nodes.
  ///
  /// @param most key nodes of a type, at most: more where builds with different offsets are learnt
  ///   together
  /// @param cover key nodes that every object shall have, beyond those if need be
  public ModelTraining(
      List<GraphTruth> training,
      List<GraphTruth> validation,
      List<String> types,
      int most,
      int cover)
      throws MissingTypeException {
    this.training = List.copyOf(training);
    this.validation = List.copyOf(validation);
    KeyNodes mined = new KeyNodeMiner(most, LEAST_SHARE, cover).mine(training);
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

  /// Trains a model for graphs cut as the training dumps are.
  ///
  /// @param kernelFamily such as `linux-x64`
  /// @param listener hears of the progress
  /// @throws IOException when a checkpoint can't be read or written
  public GnnModel train(TrainingOptions options, String kernelFamily, TrainingListener listener)
      throws IOException {
    List<TrainingGraph> graphs =
        training.stream()
            .map(t -> new TrainingGraph(t.name(), t.graph(), NodeLabels.classes(t, keyNodes)))
            .toList();
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("kernels", origins(training, "kernel"));
    provenance.put("trainingSha256", origins(training, "sha256"));
    provenance.put("graphsBy", origins(training, "tool"));
    provenance.put(
        "validatedOn", String.join(" ", validation.stream().map(GraphTruth::name).toList()));
    provenance.put("validationSha256", origins(validation, "sha256"));
    TrainingTarget target = new TrainingTarget(keyNodes, types(Map.of()), kernelFamily, provenance);
    int cut = training.getFirst().graph().cut();
    TrainingOptions fitting = options.withConfig(options.config().withCut(cut));
    validation.forEach(dump -> UnfitGraphException.check(dump.graph(), fitting.config()));
    GnnModel model = new Trainer(fitting, target, graphs).train(this::measure, listener);
    return model.withTypes(types(thresholds(model)));
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
    GnnModel ready = model.withTypes(types(thresholds(model)));
    Evaluation evaluation = ModelEvaluation.of(ready, validation);
    double precision = evaluation.mean(TypeResult::strictPrecision);
    double recall = evaluation.mean(TypeResult::recall);
    return new ValidationScore(precision, recall, evaluation.strictMacroF1());
  }

  /// For each type the threshold with the best strict F1 on the validation dumps.
  private Map<String, Float> thresholds(GnnModel model) {
    Map<String, List<Threshold.Outcome>> outcomes = new TreeMap<>();
    Map<String, Long> live = new TreeMap<>();
    ObjectDetector detector = new ObjectDetector(model);
    for (GraphTruth truth : validation) {
      Evaluation.outcomes(truth.objects(), detector.candidates(truth.graph()))
          .forEach(
              (type, found) ->
                  outcomes.computeIfAbsent(type, t -> new ArrayList<>()).addAll(found));
      truth.objects().stream()
          .filter(object -> object.state() == ObjectState.LIVE)
          .forEach(object -> live.merge(object.type(), 1L, Long::sum));
    }
    Map<String, Float> thresholds = new TreeMap<>();
    outcomes.forEach(
        (type, found) -> thresholds.put(type, Threshold.best(found, live.getOrDefault(type, 0L))));
    return thresholds;
  }

  private List<ModelType> types(Map<String, Float> thresholds) {
    Map<String, Integer> sizes = new TreeMap<>();
    for (GraphTruth truth : training) {
      for (LabelledObject object : truth.objects()) {
        sizes.merge(object.type(), object.size(), Math::min);
      }
    }
    return keyNodes.stream()
        .map(keyNode -> keyNode.type())
        .distinct()
        .map(
            type ->
                new ModelType(type, sizes.getOrDefault(type, 1), thresholds.getOrDefault(type, 0f)))
        .toList();
  }
}
