package org.deepmem.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.label.KeyNodes;
import org.deepmem.model.ModelType;
import org.deepmem.model.NodeScores;

/// What is to be believed of candidates in a dump whose kernel a model never saw.
public final class NewKernel {
  /// Share of a type's objects that must lie on one grid for it to be believed.
  private static final double GRID_SHARE = 0.35;

  private static final double HIGHEST = 0.99;

  /// Candidates with so much of the score of the best ones are likely objects.
  private static final float LIKELY = 0.25f;

  /// No threshold falls below this, ln 2: an object is likelier live than not.
  private static final float LEAST_EVIDENCE = 0.69f;

  /// Share of a type's objects that must lie on its grid for that to speak for others.
  private static final double SUPPORTING_SHARE = 0.85;

  /// Share of the typical score that an object must have in any case.
  private static final float LEAST = 0.15f;

  /// Share of the typical score that an object must have once the model is adapted.
  private static final float ADAPTED = 0.25f;

  private final List<ModelType> types;

  /// @param types of the model
  public NewKernel(List<ModelType> types) {
    this.types = types;
  }

  /// What a model finds in the dump. Where objects were found in a first count, the slots that they
  /// start speak for others in a second one.
  ///
  /// @param layout the model's key nodes where they lie in this kernel
  public Classified classify(KeyNodes layout, MemoryGraph graph, NodeScores scores) {
    StartVotes votes = StartVotes.of(layout, graph, scores);
    Turnout turnout = Turnout.of(votes, graph);
    Map<String, Integer> sizes = PackedSizes.of(votes, types);
    List<Candidate> first = VoteCount.unseen(layout, sizes, turnout, Map.of()).count(graph, scores);
    Detection found = onGrid(new Detection(layout, first, types(first)));
    VoteCount count = VoteCount.unseen(layout, sizes, turnout, support(found));
    List<Candidate> second = count.count(graph, scores);
    Detection detection = onGrid(new Detection(layout, second, found.types()));
    return new Classified(detection, scores, count);
  }

  private Map<String, SlotSupport> support(Detection found) {
    Map<String, SlotSupport> support = new HashMap<>();
    for (ModelType type : types) {
      grid(type, found)
          .filter(grid -> grid.share() >= SUPPORTING_SHARE)
          .ifPresent(
              grid -> support.put(type.name(), SlotSupport.of(grid, addresses(type, found))));
    }
    return support;
  }

  private static List<Long> addresses(ModelType type, Detection found) {
    return found.objects().stream()
        .filter(object -> object.type().equals(type.name()))
        .map(Candidate::address)
        .toList();
  }

  /// The types for a model that is adapted to the kernel: what is real scores about alike then.
  public List<ModelType> adapted(List<Candidate> candidates) {
    return types(candidates).stream()
        .map(
            type -> {
              float least = ADAPTED * typicalScore(type.name(), candidates);
              return type.withThreshold(Math.max(type.threshold(), least));
            })
        .toList();
  }

  /// The types with the thresholds and likelihoods that hold here. Fewer nodes vote than in a
  /// kernel that the model knows, and all with less certainty: thresholds fall as far as the scores
  /// of a type's likely objects do.
  public List<ModelType> types(List<Candidate> candidates) {
    return types.stream().map(type -> type(type, candidates)).toList();
  }

  private static ModelType type(ModelType type, List<Candidate> candidates) {
    ModelType.Yardstick yardstick = type.yardstick();
    float typical = typicalScore(type.name(), candidates);
    if (yardstick == null || yardstick.score() <= 0 || type.threshold() <= 0 || typical <= 0) {
      return type;
    }
    ModelType here = type.where(Math.min(1, typical / yardstick.score()));
    float least = Math.max(LEAST * typical, Math.min(type.threshold(), LEAST_EVIDENCE));
    return here.withThreshold(Math.max(here.threshold(), least));
  }

  /// Without the candidates that don't start an allocator's slot where their type's objects do,
  /// unless their score is one of a known kernel: those are mostly freed objects, whose links to
  /// the next free one lie in their midst.
  public Detection onGrid(Detection found) {
    Set<Candidate> dropped = new HashSet<>();
    for (ModelType type : types) {
      ModelType.Yardstick yardstick = type.yardstick();
      Optional<SlotGrid> grid = grid(type, found);
      if (grid.isPresent() && yardstick != null) {
        found.candidates().stream()
            .filter(c -> c.type().equals(type.name()) && c.score() < yardstick.score())
            .filter(c -> !grid.get().holds(c.address()))
            .forEach(dropped::add);
      }
    }
    List<Candidate> kept = new ArrayList<>(found.candidates());
    kept.removeIf(dropped::contains);
    return new Detection(found.layout(), kept, found.types());
  }

  /// The grid that the objects of a type start the slots of, where they are known to do so and most
  /// of those found do.
  public static Optional<SlotGrid> grid(ModelType type, Detection found) {
    ModelType.Yardstick yardstick = type.yardstick();
    if (yardstick == null || !yardstick.onOneGrid()) {
      return Optional.empty();
    }
    long[] addresses = addresses(type, found).stream().mapToLong(Long::longValue).toArray();
    return SlotGrid.of(addresses).filter(grid -> grid.share() >= GRID_SHARE && grid.phase() == 0);
  }

  /// Median score of the likely objects; 0 where there are none. Of a type with few objects most
  /// candidates are nodes that err, each on its own: where nodes agree, only such count.
  public static float typicalScore(String type, List<Candidate> candidates) {
    List<Candidate> ofType =
        candidates.stream().filter(c -> c.type().equals(type) && c.score() > 0).toList();
    if (ofType.isEmpty()) {
      return 0;
    }
    int least = ofType.stream().anyMatch(c -> c.votes() > 1) ? 2 : 1;
    List<Float> scores =
        ofType.stream().filter(c -> c.votes() >= least).map(Candidate::score).sorted().toList();
    float likeliest = LIKELY * scores.get((int) (scores.size() * HIGHEST));
    List<Float> likely = scores.stream().filter(score -> score >= likeliest).toList();
    return likely.get(likely.size() / 2);
  }
}
