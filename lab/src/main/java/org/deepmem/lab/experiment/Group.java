package org.deepmem.lab.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Detection;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;

/// Finds whose probabilities are judged together.
enum Group {
  /// Every place that a node votes for: how likely it is a live object.
  CANDIDATES("all candidates", ObjectState.LIVE),
  /// What is reported as live: how likely it is a live object.
  REPORTED("reported live", ObjectState.LIVE),
  /// What is reported as freed: how likely it is a freed object that is still whole.
  FREED("reported freed", ObjectState.RESIDUAL);

  private final String label;
  private final ObjectState state;

  Group(String label, ObjectState state) {
    this.label = label;
    this.state = state;
  }

  /// As people read it.
  String label() {
    return label;
  }

  /// What a model says of the finds of this group in one dump, by type, and whether it is right.
  /// Finds that it gives no probability are left out.
  Map<String, List<Reliability.Prediction>> predictions(GraphTruth truth, Detection found) {
    Map<String, Map<Long, ObjectState>> states = new HashMap<>();
    for (LabelledObject object : truth.objects()) {
      states
          .computeIfAbsent(object.type(), _ -> new HashMap<>())
          .put(object.virtualAddress(), object.state());
    }
    List<Candidate> finds =
        switch (this) {
          case CANDIDATES -> found.candidates();
          case REPORTED -> found.objects();
          case FREED -> found.freed();
        };
    Map<String, List<Reliability.Prediction>> predictions = new TreeMap<>();
    for (Candidate find : finds) {
      ObjectState there = states.getOrDefault(find.type(), Map.of()).get(find.address());
      found
          .probability(find, state)
          .ifPresent(
              probability ->
                  predictions
                      .computeIfAbsent(find.type(), _ -> new ArrayList<>())
                      .add(new Reliability.Prediction(probability, there == state)));
    }
    return predictions;
  }
}
