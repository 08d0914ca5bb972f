package org.deepmem.model;

import org.deepmem.nn.Kernels;
import org.deepmem.nn.Matrix;

/// All numbers that are learnt, folded, in one array:
///
/// | part | shape |
/// |---|---|
/// | content | `[contentRows × width]`: a row a byte, then a row a byte that isn't zero |
/// | categories | `[NodeFeatures.ROWS × width]` |
/// | biases | `[hops × width]` |
/// | messages | `[rounds (1 if shared) × edge types × width × width]` |
/// | classes | `[width × columns]` |
/// | class biases | `[columns]` |
///
/// Columns are the classes and, where the config has states, [#stateColumn], rounded up to a
/// multiple of 64. Rows and columns of units that the config doesn't have are 0.
///
/// @param config the network's shape
/// @param classes 1 + number of key nodes
/// @param values `[size]`, shared, not copied
public record Parameters(ModelConfig config, int classes, float[] values) {
  public Parameters {
    if (values.length != size(config, classes)) {
      throw new IllegalArgumentException(
          "%d parameters where %d are needed".formatted(values.length, size(config, classes)));
    }
  }

  /// All zero.
  public static Parameters zero(ModelConfig config, int classes) {
    return new Parameters(config, classes, new float[size(config, classes)]);
  }

  /// Number of values.
  public static int size(ModelConfig config, int classes) {
    return classBiasesAt(config, classes) + columns(config, classes);
  }

  /// Columns of the class weights.
  public int columns() {
    return columns(config, classes);
  }

  /// The column of the logit of a node's object being live, if the config has states.
  public int stateColumn() {
    return classes;
  }

  /// `[contentRows × width]`.
  public Matrix content() {
    return Matrix.of(values, 0, config.width());
  }

  /// `[NodeFeatures.ROWS × width]`.
  public Matrix categories() {
    return Matrix.of(values, categoriesAt(config), config.width());
  }

  /// Where the biases of a hidden layer start: `[width]`, layers from 0.
  public int biasAt(int layer) {
    return biasesAt(config) + layer * config.width();
  }

  /// `[edge types · width × width]`: the weights of the config's edge types below each other.
  ///
  /// @param round from 0
  public Matrix messages(int round) {
    return message(round, 0);
  }

  /// `[width × width]`: the weights of one edge type.
  ///
  /// @param edge index in [ModelConfig#edgeTypes]
  public Matrix message(int round, int edge) {
    int square = config.width() * config.width();
    int first = config.sharedRounds() ? 0 : round * config.edges().size();
    return Matrix.of(values, messagesAt(config) + (first + edge) * square, config.width());
  }

  /// `[width × columns]`.
  public Matrix classWeights() {
    return Matrix.of(values, classesAt(config), columns());
  }

  /// Where the class biases start: `[columns]`.
  public int classBiasesAt() {
    return classBiasesAt(config, classes);
  }

  /// Columns that are used: the classes and, where the config has states, the state.
  public int outputs() {
    return outputs(config, classes);
  }

  private static int outputs(ModelConfig config, int classes) {
    return classes + (config.states() ? 1 : 0);
  }

  /// Columns of the class weights of a network.
  public static int columns(ModelConfig config, int classes) {
    return (outputs(config, classes) + Kernels.PANEL - 1) / Kernels.PANEL * Kernels.PANEL;
  }

  private static int categoriesAt(ModelConfig config) {
    return config.contentRows() * config.width();
  }

  private static int biasesAt(ModelConfig config) {
    return categoriesAt(config) + NodeFeatures.ROWS * config.width();
  }

  private static int messagesAt(ModelConfig config) {
    return biasesAt(config) + config.hops() * config.width();
  }

  private static int classesAt(ModelConfig config) {
    int matrices = config.weightedRounds() * config.edges().size();
    return messagesAt(config) + matrices * config.width() * config.width();
  }

  private static int classBiasesAt(ModelConfig config, int classes) {
    return classesAt(config) + config.width() * columns(config, classes);
  }
}
