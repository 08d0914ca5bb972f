package org.deepmem.lab.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.lab.LabException;
import org.deepmem.label.GraphTruthFiles;
import org.deepmem.model.Input;
import org.deepmem.model.ModelConfig;

/// One thing in the default recipe that is changed to one value.
///
/// @param part what is changed
/// @param value to what, as results name it
/// @param of the changed plan
record Variation(String part, String value, UnaryOperator<TrainingPlan> of) {
  /// What can be changed.
  static List<String> parts() {
    return List.of("hops", "width", "cut", "key-nodes", "dumps", "edges", "input", "recipe");
  }

  /// Whether a part's values are numbers, so that a line between them says something.
  static boolean isNumber(String part) {
    return List.of("hops", "width", "cut", "key-nodes", "dumps").contains(part);
  }

  /// Those that are asked for, part by part; another cut only where all dumps are there.
  ///
  /// @throws LabException when another cut is asked for by name and a dump is missing
  static List<Variation> of(Setup setup, SystemData system) throws LabException {
    boolean quick = setup.effort().quick();
    List<Variation> all = new ArrayList<>();
    for (int rounds : quick ? new int[] {0, 2} : new int[] {0, 1, 2, 3, 4, 5}) {
      all.add(shape("hops", rounds, config -> config.withHops(rounds + 1)));
    }
    for (int units : quick ? new int[] {16, 64} : new int[] {16, 32, 64, 128}) {
      all.add(shape("width", units, config -> config.withUnits(units)));
    }
    if (setup.names("cut")) {
      for (GraphTruthFiles graph : graphs(setup, system)) {
        DumpPlace.of(graph);
      }
    }
    if (DumpPlace.isThere(graphs(setup, system))) {
      for (int bytes : quick ? List.of(16, MemoryGraph.STANDARD_CUT) : MemoryGraph.CUTS) {
        all.add(shape("cut", bytes, config -> config.withCut(bytes)));
      }
    }
    for (int most : quick ? new int[] {5, 24} : new int[] {5, 10, 24, 60}) {
      all.add(new Variation("key-nodes", Integer.toString(most), plan -> plan.withKeyNodes(most)));
    }
    List<GraphTruthFiles> train = setup.effort().train(system);
    for (int dumps : quick ? new int[] {1} : new int[] {1, 2, 4, 8, 14, 20}) {
      if (dumps < train.size()) {
        List<GraphTruthFiles> some = Effort.spread(train, dumps);
        all.add(new Variation("dumps", Integer.toString(dumps), plan -> plan.withTrain(some)));
      }
    }
    all.add(new Variation("dumps", Integer.toString(train.size()), plan -> plan));
    edges(all, quick);
    for (Input input : quick ? List.of(Input.RAW, Input.FULL) : Arrays.asList(Input.values())) {
      all.add(shape("input", name(input), config -> config.withInput(input)));
    }
    all.add(new Variation("recipe", "standard", plan -> plan));
    all.add(new Variation("recipe", "paper", plan -> plan.ofPaper(setup.effort())));
    return all.stream().filter(variation -> setup.wants(variation.part())).toList();
  }

  private static List<GraphTruthFiles> graphs(Setup setup, SystemData system) {
    List<GraphTruthFiles> graphs = new ArrayList<>(setup.effort().train(system));
    graphs.addAll(setup.effort().validation(system));
    graphs.addAll(setup.effort().test(system));
    return graphs;
  }

  private static void edges(List<Variation> all, boolean quick) {
    Set<EdgeType> every = ModelConfig.standard().edges();
    all.add(shape("edges", "all", config -> config));
    if (!quick) {
      for (EdgeType type : every) {
        EnumSet<EdgeType> others = EnumSet.copyOf(every);
        others.remove(type);
        all.add(shape("edges", "no-" + initials(type), config -> config.withEdges(others)));
      }
    }
    all.add(shape("edges", "none", config -> config.withEdges(Set.of())));
  }

  private static Variation shape(String part, Object value, UnaryOperator<ModelConfig> change) {
    return new Variation(
        part,
        value.toString(),
        plan -> plan.withOptions(plan.options().withConfig(change.apply(plan.options().config()))));
  }

  /// The paper's abbreviation, such as LN for the left neighbour.
  private static String initials(EdgeType type) {
    String name = type.name();
    return "" + name.charAt(0) + name.charAt(name.indexOf('_') + 1);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
