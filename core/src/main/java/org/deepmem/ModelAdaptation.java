package org.deepmem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Detection;
import org.deepmem.detection.NewKernel;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodeMiner;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.NodeLabels;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;
import org.deepmem.training.Robustness;
import org.deepmem.training.Trainer;
import org.deepmem.training.TrainingGraph;
import org.deepmem.training.TrainingListener;
import org.deepmem.training.TrainingOptions;
import org.deepmem.training.TrainingTarget;

/// Teaches a model the kernel of one dump, without labels; some 25 seconds on two cores.
///
/// The objects that the model is sure of there, at the offsets that were solved for the dump, are
/// taken for truth, and training goes on with them for a few steps. Places where it is not sure are
/// neither objects nor their absence. Key nodes that nothing in this kernel looks like give their
/// classes to places that this kernel's objects do have.
public final class ModelAdaptation {
  /// The second round begins with what the first one finds.
  private static final int ROUNDS = 2;

  private static final int STEPS = 60;
  private static final float RATE = 1e-3f;

  /// A place of an object becomes a key node from this share of the sure objects on.
  private static final double LEAST_SHARE = 0.1;

  /// Candidates with less of their type's typical score are taken for what freed objects leave.
  private static final float UNSURE = 0.3f;

  private final MemoryGraph graph;
  private final TrainingListener listener;

  /// @param graph of the dump
  /// @param listener hears of the progress
  public ModelAdaptation(MemoryGraph graph, TrainingListener listener) {
    this.graph = graph;
    this.listener = listener;
  }

  /// What a model finds in the dump once it is adapted to it. Types that there is nothing to learn
  /// of are as the model finds them without.
  public Detection detect(GnnModel model) throws IOException {
    Detection found = new ObjectDetector(model).detect(graph);
    GnnModel adapted = model;
    for (int round = 0; round < ROUNDS; round++) {
      Set<Candidate> sure = SureObjects.of(found, model.types());
      if (sure.isEmpty()) {
        return found;
      }
      adapted = taught(adapted, found, sure);
      found = merged(found, redetected(adapted, model), sure);
    }
    return found;
  }

  private Detection redetected(GnnModel adapted, GnnModel model) {
    Detection found = new ObjectDetector(adapted).detectAsLearnt(graph);
    NewKernel kernel = new NewKernel(model.types());
    return kernel.onGrid(
        new Detection(found.layout(), found.candidates(), kernel.adapted(found.candidates())));
  }

  /// The types that were taught as they are found now, the others as before.
  private static Detection merged(Detection before, Detection now, Set<Candidate> sure) {
    Set<String> taught = sure.stream().map(Candidate::type).collect(Collectors.toSet());
    List<KeyNode> layout = new ArrayList<>();
    for (int k = 0; k < before.layout().size(); k++) {
      boolean is = taught.contains(before.layout().get(k).type());
      layout.add((is ? now : before).layout().get(k));
    }
    List<Candidate> candidates = new ArrayList<>(before.candidates());
    candidates.removeIf(candidate -> taught.contains(candidate.type()));
    now.candidates().stream().filter(c -> taught.contains(c.type())).forEach(candidates::add);
    candidates.sort(
        Comparator.comparing(Candidate::type)
            .thenComparing(Candidate::address, Long::compareUnsigned));
    List<ModelType> types = new ArrayList<>();
    for (int t = 0; t < before.types().size(); t++) {
      boolean is = taught.contains(before.types().get(t).name());
      types.add((is ? now : before).types().get(t));
    }
    return new Detection(new KeyNodes(layout), candidates, types);
  }

  /// The model after some steps on the sure objects.
  private GnnModel taught(GnnModel model, Detection found, Set<Candidate> sure) throws IOException {
    Map<String, Integer> sizes = model.sizes();
    GraphTruth truth = new GraphTruth("this dump", graph, objects(found, sure, sizes));
    KeyNodes layout = withNewPlaces(found.layout(), truth);
    NodeLabels labels = NodeLabels.of(truth, layout);
    int[] classes = labels.classes();
    Map<String, Float> typical = new HashMap<>();
    model
        .types()
        .forEach(t -> typical.put(t.name(), NewKernel.typicalScore(t.name(), found.candidates())));
    for (Candidate candidate : found.candidates()) {
      float least = UNSURE * typical.getOrDefault(candidate.type(), 0f);
      if (!sure.contains(candidate) && candidate.score() > least) {
        forget(candidate.address(), sizes.getOrDefault(candidate.type(), 1), classes);
      }
    }
    boolean states = model.parameters().config().states();
    TrainingOptions options =
        TrainingOptions.standard()
            .withConfig(model.parameters().config())
            .withSteps(STEPS)
            .withRate(RATE)
            .withRobustness(Robustness.STANDARD.withLengths())
            .withHardPasses(0);
    TrainingTarget target =
        new TrainingTarget(layout, model.types(), model.kernelFamily(), model.provenance());
    GnnModel trained =
        new Trainer(options, target, List.of(TrainingGraph.of("this dump", graph, labels, states)))
            .startingFrom(model.parameters())
            .train(null, listener);
    return trained.withProvenance(model.provenance());
  }

  /// The sure live objects, and of their types the freed ones.
  private static List<LabelledObject> objects(
      Detection found, Set<Candidate> sure, Map<String, Integer> sizes) {
    Set<String> types = sure.stream().map(Candidate::type).collect(Collectors.toSet());
    List<LabelledObject> objects = new ArrayList<>();
    sure.forEach(c -> objects.add(object(c, sizes, ObjectState.LIVE)));
    found.freed().stream()
        .filter(c -> types.contains(c.type()))
        .forEach(c -> objects.add(object(c, sizes, ObjectState.RESIDUAL)));
    return objects;
  }

  private static LabelledObject object(
      Candidate candidate, Map<String, Integer> sizes, ObjectState state) {
    int size = sizes.getOrDefault(candidate.type(), 1);
    return new LabelledObject(candidate.type(), candidate.address(), 0, size, state, "model");
  }

  /// Gives the classes of key nodes that this kernel doesn't have to places that it has.
  private static KeyNodes withNewPlaces(KeyNodes layout, GraphTruth truth) {
    Map<String, List<KeyNode>> mined = new HashMap<>();
    for (KeyNode place :
        new KeyNodeMiner(0, LEAST_SHARE, 0, Integer.MAX_VALUE).mine(List.of(truth))) {
      if (layout.classOf(place.type(), place.offset(), place.length(), place.window()) == 0
          || weightless(layout, place)) {
        mined.computeIfAbsent(place.type(), _ -> new ArrayList<>()).add(place);
      }
    }
    KeyNode[] changed = layout.toArray(KeyNode[]::new);
    for (int k = 0; k < changed.length; k++) {
      String type = changed[k].type();
      List<KeyNode> places = mined.getOrDefault(type, List.of());
      if (changed[k].weight() == 0 && !places.isEmpty()) {
        changed[k] = places.removeFirst();
      }
    }
    return new KeyNodes(Arrays.asList(changed));
  }

  private static boolean weightless(KeyNodes layout, KeyNode place) {
    int c = layout.classOf(place.type(), place.offset(), place.length(), place.window());
    return layout.get(c - 1).weight() == 0;
  }

  /// Nodes of a place that may or may not be an object teach nothing.
  private void forget(long address, int size, int[] classes) {
    for (int node = graph.firstFrom(address);
        node < classes.length && graph.addresses()[node] < address + size;
        node++) {
      if (classes[node] == 0) {
        classes[node] = TrainingGraph.UNKNOWN;
      }
    }
  }
}
