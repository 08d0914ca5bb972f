package org.deepmem.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.label.KeyNode;
import org.deepmem.tensors.MalformedTensorsException;
import org.deepmem.tensors.SafeTensorsFile;
import org.deepmem.tensors.SafeTensorsWriter;
import org.deepmem.tensors.TensorType;
import org.jspecify.annotations.Nullable;

/// A model as a safetensors file: weights as tensors, what they mean as JSON in the header.
///
/// | header | holds |
/// |---|---|
/// | `format`, `version` | `deepmem.model`, `1` |
/// | `config` | [ModelConfig] |
/// | `keyNodes` | list of [KeyNode]: class k + 1 is element k |
/// | `types` | list of [ModelType] |
/// | `kernelFamily`, `provenance` | as in [GnnModel] |
///
/// The tensors are the parts of [Parameters], `F32`, under their names there.
public final class ModelFile {
  /// Header value that tells a model from other tensor files.
  public static final String FORMAT = "deepmem.model";

  /// Version of the format that is written and read.
  public static final String VERSION = "1";

  /// Weights larger than this, which no training gives, could make scores that are no numbers.
  private static final float LARGEST_WEIGHT = 1e4f;

  /// Where the header's text starts.
  private static final long HEADER = 8;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /// A part of the parameters: `[rows × columns]` from an index on.
  private record Part(String name, int at, long rows, long columns) {}

  private ModelFile() {}

  /// Writes a model, aside first, then into its place.
  public static void write(GnnModel model, Path file) throws IOException {
    Parameters parameters = model.parameters();
    Map<String, String> header = new LinkedHashMap<>();
    header.put("format", FORMAT);
    header.put("version", VERSION);
    header.put("kernelFamily", model.kernelFamily());
    header.put("config", JSON.writeValueAsString(StoredConfig.of(parameters.config())));
    header.put("keyNodes", JSON.writeValueAsString(model.keyNodes()));
    header.put("types", JSON.writeValueAsString(model.types()));
    header.put("provenance", JSON.writeValueAsString(model.provenance()));
    SafeTensorsWriter writer = new SafeTensorsWriter(header);
    MemorySegment values = MemorySegment.ofArray(parameters.values());
    for (Part part : parts(parameters)) {
      long bytes = part.rows() * part.columns() * Float.BYTES;
      MemorySegment data = values.asSlice((long) part.at() * Float.BYTES, bytes);
      writer.add(part.name(), TensorType.F32, data, part.rows(), part.columns());
    }
    writer.write(file);
  }

  /// Reads a model and checks everything in it.
  ///
  /// @throws MalformedModelException when the file is cut off, of another kind or version, or its
  ///   parts don't fit each other
  public static GnnModel read(Path file) throws IOException {
    try (SafeTensorsFile in = SafeTensorsFile.open(file)) {
      if (!in.metadata("format").equals(FORMAT)) {
        throw in.malformed(
            HEADER,
            "is a %s file, no model; train one with 'deepmem train'"
                .formatted(in.metadata("format")));
      }
      if (!in.metadata("version").equals(VERSION)) {
        throw in.malformed(
            HEADER,
            "model of version %s, this program reads version %s; train it again"
                .formatted(in.metadata("version"), VERSION));
      }
      ModelConfig config = config(in);
      List<KeyNode> keyNodes = parsed(in, "keyNodes", new TypeReference<>() {});
      List<ModelType> types = parsed(in, "types", new TypeReference<>() {});
      Map<String, String> provenance = parsed(in, "provenance", new TypeReference<>() {});
      check(in, keyNodes, types);
      checkRange(in, provenance);
      Parameters parameters = Parameters.zero(config, keyNodes.size() + 1);
      for (Part part : parts(parameters)) {
        float[] values = in.floats(part.name(), part.rows(), part.columns());
        for (float value : values) {
          if (!(Math.abs(value) <= LARGEST_WEIGHT)) {
            throw in.malformed(
                HEADER, "tensor '%s' holds %s; train it again".formatted(part.name(), value));
          }
        }
        System.arraycopy(values, 0, parameters.values(), part.at(), values.length);
      }
      return new GnnModel(parameters, keyNodes, types, in.metadata("kernelFamily"), provenance);
    } catch (MalformedTensorsException e) {
      throw new MalformedModelException(e);
    }
  }

  private static List<Part> parts(Parameters p) {
    int width = p.config().width();
    int biases = p.biasAt(0);
    int messages = p.biasAt(p.config().hops());
    int classes = p.classWeights().at();
    return List.of(
        new Part("content", 0, p.config().contentRows(), width),
        new Part("categories", p.categories().at(), NodeFeatures.ROWS, width),
        new Part("biases", biases, p.config().hops(), width),
        new Part("messages", messages, (classes - messages) / width, width),
        new Part("classes", classes, width, p.columns()),
        new Part("classBiases", p.classBiasesAt(), 1, p.columns()));
  }

  private static ModelConfig config(SafeTensorsFile in) throws IOException {
    StoredConfig stored = parsed(in, "config", new TypeReference<>() {});
    try {
      return stored.config();
    } catch (IllegalArgumentException e) {
      throw in.malformed(HEADER, "header's 'config': %s; train it again".formatted(e.getMessage()));
    }
  }

  private static <T> T parsed(SafeTensorsFile in, String name, TypeReference<T> type)
      throws IOException {
    try {
      T value = JSON.readValue(in.metadata(name), type);
      if (value == null) {
        throw in.malformed(HEADER, "header's '%s' is null; train it again".formatted(name));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw in.malformed(
          HEADER,
          "header's '%s' can't be read (%s); train it again"
              .formatted(name, e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  private static void check(SafeTensorsFile in, List<KeyNode> keyNodes, List<ModelType> types)
      throws MalformedTensorsException {
    Set<String> names = types.stream().map(ModelType::name).collect(Collectors.toSet());
    if (keyNodes.isEmpty()) {
      throw in.malformed(HEADER, "model without key nodes; train it again");
    }
    for (KeyNode key : keyNodes) {
      boolean whole =
          names.contains(key.type())
              && key.window() != null
              && key.length() >= 0
              && key.length() < 4096
              && key.weight() > 0
              && key.weight() <= 1;
      if (!whole) {
        throw in.malformed(HEADER, "key node %s is out of bounds; train it again".formatted(key));
      }
    }
    for (ModelType type : types) {
      if (type.size() <= 0 || !Float.isFinite(type.threshold()) || !isSound(type)) {
        throw in.malformed(HEADER, "type %s is out of bounds; train it again".formatted(type));
      }
    }
  }

  private static void checkRange(SafeTensorsFile in, Map<String, String> provenance)
      throws MalformedTensorsException {
    String range = provenance.get(TrainingRange.NAME);
    try {
      if (range != null) {
        TrainingRange.parse(range);
      }
    } catch (IllegalArgumentException e) {
      throw in.malformed(
          HEADER,
          "header's '%s' can't be read (%s); train it again"
              .formatted(TrainingRange.NAME, e.getMessage()));
    }
  }

  private static boolean isSound(ModelType type) {
    ModelType.Freed freed = type.freed();
    ModelType.Company company = type.company();
    return isSound(type.likelihood())
        && (company == null || company.isSound())
        && (freed == null || Float.isFinite(freed.threshold()) && isSound(freed.likelihood()));
  }

  private static boolean isSound(@Nullable Likelihood likelihood) {
    return likelihood == null || likelihood.isSound();
  }
}
