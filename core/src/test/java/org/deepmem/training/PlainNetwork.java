package org.deepmem.training;

import org.deepmem.graph.Adjacency;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.model.Activation;
import org.deepmem.model.Input;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.NodeFeatures;
import org.deepmem.model.Parameters;
import org.deepmem.nn.Matrix;

/// The network as its formula reads (section 4 of the paper), number by number on a [Tape].
final class PlainNetwork {
  final Tape tape = new Tape();
  private final Parameters parameters;
  private final ModelConfig config;
  private final MemoryGraph graph;
  private final int[] leaves;

  PlainNetwork(Parameters parameters, MemoryGraph graph) {
    this.parameters = parameters;
    this.graph = graph;
    config = parameters.config();
    leaves = new int[parameters.values().length];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = tape.constant(parameters.values()[i]);
    }
  }

  /// The tape's number of each parameter.
  int[] leaves() {
    return leaves;
  }

  /// Weighted cross-entropy over all nodes, all classes allowed, and over the states of key nodes,
  /// freed ones with a quarter of the weight.
  int loss(int[] classes, boolean[] freed, float[] weights) {
    int[][] hidden = new int[graph.nodes()][];
    for (int layer = 0; layer < config.hops(); layer++) {
      int[][] next = new int[graph.nodes()][];
      for (int node = 0; node < graph.nodes(); node++) {
        next[node] = hidden(node, layer, hidden);
      }
      hidden = next;
    }
    int loss = tape.constant(0);
    for (int node = 0; node < graph.nodes(); node++) {
      int sum = tape.constant(0);
      int truth = 0;
      for (int c = 0; c < parameters.classes(); c++) {
        int score = score(hidden[node], c);
        sum = tape.add(sum, tape.exp(score));
        truth = c == classes[node] ? score : truth;
      }
      int entropy = tape.add(tape.log(sum), tape.scale(truth, -1));
      loss = tape.add(loss, tape.scale(entropy, weights[classes[node]]));
      if (config.states() && classes[node] != 0) {
        int against = tape.scale(score(hidden[node], parameters.classes()), freed[node] ? 1 : -1);
        double weight = weights[classes[node]] * (freed[node] ? 0.25 : 1);
        int doubt = tape.log(tape.add(tape.constant(1), tape.exp(against)));
        loss = tape.add(loss, tape.scale(doubt, weight));
      }
    }
    return loss;
  }

  private int score(int[] hidden, int column) {
    Matrix w = parameters.classWeights();
    int score = leaves[parameters.classBiasesAt() + column];
    for (int k = 0; k < config.width(); k++) {
      int weight = leaves[w.at() + k * w.rowStride() + column];
      score = tape.add(score, tape.multiply(hidden[k], weight));
    }
    return score;
  }

  private int[] hidden(int node, int layer, int[][] previous) {
    int[] out = new int[config.width()];
    int bytes = config.contentWidth();
    int[] categories = new int[NodeFeatures.PER_NODE];
    NodeFeatures.write(graph, node, categories, 0);
    for (int j = 0; j < out.length; j++) {
      int sum = leaves[parameters.biasAt(layer) + j];
      for (int p = 0; p < bytes; p++) {
        int value = graph.content()[node * bytes + p] & 0xff;
        double x = config.input() == Input.RAW ? value : value / 255.0;
        sum = tape.add(sum, tape.scale(leaves[p * config.width() + j], x));
        if ((config.input() == Input.FULL || config.input() == Input.BYTES) && value != 0) {
          sum = tape.add(sum, leaves[(bytes + p) * config.width() + j]);
        }
      }
      if (config.input() == Input.FULL) {
        for (int row : categories) {
          sum = tape.add(sum, leaves[parameters.categories().at() + row * config.width() + j]);
        }
      }
      if (layer > 0) {
        int edge = 0;
        for (EdgeType type : config.edges()) {
          int term = message(node, parameters.message(layer - 1, edge++), type, j, previous);
          sum = tape.add(sum, config.rectifiedEdges() ? tape.relu(term) : term);
        }
      }
      out[j] = config.activation() == Activation.RELU ? tape.relu(sum) : tape.tanh(sum);
    }
    return out;
  }

  private int message(int node, Matrix weights, EdgeType type, int j, int[][] previous) {
    Adjacency edges = graph.edges(type);
    boolean pointers = type != EdgeType.LEFT_NEIGHBOUR && type != EdgeType.RIGHT_NEIGHBOUR;
    double share = pointers && config.meanPointers() ? 1.0 / Math.max(1, edges.degree(node)) : 1;
    int term = tape.constant(0);
    for (int p = edges.offsets()[node]; p < edges.offsets()[node + 1]; p++) {
      int[] source = previous[edges.targets()[p]];
      for (int k = 0; k < config.width(); k++) {
        int weight = leaves[weights.at() + k * config.width() + j];
        term = tape.add(term, tape.scale(tape.multiply(source[k], weight), share));
      }
    }
    return term;
  }
}
