package org.deepmem.lab.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deepmem.detection.Candidate;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;

/// A candidate's score, and what the truth says of its address.
///
/// @param score of the candidate
/// @param match what is there
record Outcome(double score, Match match) {
  /// What the truth has at a candidate's address.
  enum Match {
    LIVE,
    /// A freed object that is still whole.
    RESIDUAL,
    NOTHING
  }

  /// The outcomes of one dump's candidates, by type.
  static Map<String, List<Outcome>> of(GraphTruth truth, List<Candidate> candidates) {
    Map<String, Map<Long, ObjectState>> states = new HashMap<>();
    for (LabelledObject object : truth.objects()) {
      states
          .computeIfAbsent(object.type(), _ -> new HashMap<>())
          .put(object.virtualAddress(), object.state());
    }
    Map<String, List<Outcome>> outcomes = new TreeMap<>();
    for (Candidate candidate : candidates) {
      ObjectState state = states.getOrDefault(candidate.type(), Map.of()).get(candidate.address());
      Match match =
          state == null ? Match.NOTHING : state == ObjectState.LIVE ? Match.LIVE : Match.RESIDUAL;
      outcomes
          .computeIfAbsent(candidate.type(), _ -> new ArrayList<>())
          .add(new Outcome(candidate.score(), match));
    }
    return outcomes;
  }
}
