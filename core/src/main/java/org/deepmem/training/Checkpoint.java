package org.deepmem.training;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deepmem.nn.Adam;
import org.deepmem.tensors.SafeTensorsFile;
import org.deepmem.tensors.SafeTensorsWriter;
import org.deepmem.tensors.TensorType;

/// Training's state on disk: written aside, then moved into place.
final class Checkpoint {
  private static final String VERSION = "1";

  private Checkpoint() {}

  /// @param fingerprint of the options and the graphs: a checkpoint fits no others
  static void write(Path file, TrainingState s, int[][] hard, String fingerprint)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "deepmem-checkpoint");
    metadata.put("version", VERSION);
    metadata.put("fingerprint", fingerprint);
    metadata.put("bestScore", Double.toString(s.bestScore));
    int[] counters = {s.step, s.round, s.batch, s.passes, s.sinceBest, s.bestStep};
    int[] hardCounts = Arrays.stream(hard).mapToInt(nodes -> nodes.length).toArray();
    int[] hardNodes = Arrays.stream(hard).flatMapToInt(Arrays::stream).toArray();
    SafeTensorsWriter writer = new SafeTensorsWriter(metadata);
    add(writer, "trained", s.trained);
    add(writer, "best", s.best);
    add(writer, "adamMean", s.adam.mean());
    add(writer, "adamSquare", s.adam.square());
    add(writer, "counters", counters);
    add(writer, "hardCounts", hardCounts);
    add(writer, "hardNodes", hardNodes);
    writer.write(file);
  }

  /// Reads the state and hands on the hard nodes.
  static TrainingState read(Path file, int size, BatchSource source, String fingerprint)
      throws IOException {
    try (SafeTensorsFile in = SafeTensorsFile.open(file)) {
      if (!in.metadata("format").equals("deepmem-checkpoint")
          || !in.metadata("version").equals(VERSION)) {
        throw in.malformed(8, "no checkpoint of this version; delete it to train anew");
      }
      if (!in.metadata("fingerprint").equals(fingerprint)) {
        throw in.malformed(
            8, "checkpoint of another training (options, key nodes or dumps); delete it");
      }
      Adam adam = new Adam(in.floats("adamMean", size), in.floats("adamSquare", size));
      TrainingState s =
          new TrainingState(in.floats("trained", size), adam, in.floats("best", size));
      int[] counters = in.ints("counters", 6);
      s.step = counters[0];
      s.round = counters[1];
      s.batch = counters[2];
      s.passes = counters[3];
      s.sinceBest = counters[4];
      s.bestStep = counters[5];
      s.bestScore = Double.parseDouble(in.metadata("bestScore"));
      int[] counts = in.ints("hardCounts", source.hard().length);
      int[] nodes = in.ints("hardNodes", Arrays.stream(counts).sum());
      int[][] hard = new int[counts.length][];
      int at = 0;
      for (int g = 0; g < counts.length; g++) {
        hard[g] = Arrays.copyOfRange(nodes, at, at + counts[g]);
        at += counts[g];
      }
      if (nodes.length > 0) {
        source.hard(hard);
      }
      return s;
    }
  }

  private static void add(SafeTensorsWriter writer, String name, float[] values) {
    writer.add(name, TensorType.F32, MemorySegment.ofArray(values), values.length);
  }

  private static void add(SafeTensorsWriter writer, String name, int[] values) {
    writer.add(name, TensorType.I32, MemorySegment.ofArray(values), values.length);
  }
}
