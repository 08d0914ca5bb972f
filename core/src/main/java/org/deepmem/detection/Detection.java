package org.deepmem.detection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deepmem.label.KeyNode;
import org.deepmem.label.KeyNodes;
import org.deepmem.label.ObjectState;
import org.deepmem.model.Likelihood;
import org.deepmem.model.ModelType;
import org.jspecify.annotations.Nullable;

/// What a model found in a graph.
///
/// @param layout the model's key nodes, in its order, at the offsets that they have in this dump;
///   they differ from the model's where the kernel is one that it never saw
/// @param candidates every place that a node votes for, whatever its scores, by type, then address
/// @param types the model's, with the thresholds and likelihoods that hold in this dump
public record Detection(KeyNodes layout, List<Candidate> candidates, List<ModelType> types) {
  /// The types whose key nodes lie elsewhere than in the kernels that the model learnt from, in the
  /// order of the key nodes.
  ///
  /// @param learnt the model's key nodes
  public List<String> movedTypes(List<KeyNode> learnt) {
    return IntStream.range(0, layout.size())
        .filter(k -> layout.get(k).offset() != learnt.get(k).offset())
        .mapToObj(k -> layout.get(k).type())
        .distinct()
        .toList();
  }

  /// Scores above which candidates are live objects, by type.
  public Map<String, Float> thresholds() {
    return types.stream().collect(Collectors.toMap(ModelType::name, ModelType::threshold));
  }

  /// The live objects: candidates whose score exceeds their type's threshold, by type, then
  /// address.
  public List<Candidate> objects() {
    return inState(ObjectState.LIVE);
  }

  /// The freed objects that are still whole, by type, then address.
  public List<Candidate> freed() {
    return inState(ObjectState.RESIDUAL);
  }

  private List<Candidate> inState(ObjectState wanted) {
    return candidates.stream().filter(c -> isIn(wanted, c, typeOf(c.type()))).toList();
  }

  /// The state in which a candidate is an object; empty where it is none.
  public Optional<ObjectState> state(Candidate candidate) {
    ModelType type = typeOf(candidate.type());
    return isIn(ObjectState.LIVE, candidate, type)
        ? Optional.of(ObjectState.LIVE)
        : Optional.of(ObjectState.RESIDUAL).filter(freed -> isIn(freed, candidate, type));
  }

  private static boolean isIn(ObjectState wanted, Candidate candidate, @Nullable ModelType type) {
    if (type == null) {
      return false;
    }
    ModelType.Freed freed = type.freed();
    boolean live = candidate.score() > type.threshold();
    return wanted == ObjectState.LIVE
        ? live
        : !live && freed != null && candidate.freedScore() > freed.threshold();
  }

  /// The score that an object of a type and state must exceed; empty where the model doesn't tell
  /// such objects.
  public OptionalDouble threshold(String name, ObjectState state) {
    ModelType type = typeOf(name);
    ModelType.Freed freed = type == null ? null : type.freed();
    if (state == ObjectState.LIVE) {
      return type == null ? OptionalDouble.empty() : OptionalDouble.of(type.threshold());
    }
    return freed == null ? OptionalDouble.empty() : OptionalDouble.of(freed.threshold());
  }

  /// How likely a candidate is an object in a state; empty where the model doesn't say.
  public OptionalDouble probability(Candidate candidate, ObjectState state) {
    ModelType type = typeOf(candidate.type());
    if (type == null) {
      return OptionalDouble.empty();
    }
    boolean live = state == ObjectState.LIVE;
    ModelType.Freed freed = type.freed();
    Likelihood likelihood = live ? type.likelihood() : freed == null ? null : freed.likelihood();
    return likelihood == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(likelihood.of(live ? candidate.score() : candidate.freedScore()));
  }

  private @Nullable ModelType typeOf(String name) {
    for (ModelType type : types) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
