package org.deepmem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deepmem.graph.EdgeType;
import org.deepmem.graph.Window;
import org.deepmem.label.KeyNode;
import org.deepmem.nn.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models on disk: the same when read back; damaged ones are refused with one line.
final class ModelFileTest {
  @TempDir private Path directory;

  static Stream<ModelConfig> configs() {
    ModelConfig standard = ModelConfig.standard();
    return Stream.of(
        standard,
        ModelConfig.paper(),
        standard.withUnits(16).withInput(Input.SCALED),
        standard.withInput(Input.BYTES).withHops(1),
        standard.withEdges(List.of(EdgeType.RIGHT_POINTER, EdgeType.LEFT_POINTER)),
        standard.withCut(128).withHops(2),
        standard.withEdges(List.of()));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void isReadAsItWasWritten(ModelConfig config) throws IOException {
    GnnModel model = model(config);
    Path file = directory.resolve("a.model");
    ModelFile.write(model, file);
    GnnModel read = ModelFile.read(file);
    assertThat(read.parameters().values()).isEqualTo(model.parameters().values());
    assertThat(read.parameters().config()).isEqualTo(model.parameters().config());
    assertThat(read.keyNodes()).isEqualTo(model.keyNodes());
    assertThat(read.types()).isEqualTo(model.types());
    assertThat(read.provenance()).isEqualTo(model.provenance());
    assertThat(read.kernelFamily()).isEqualTo("linux");
    assertThat(Files.size(file)).isLessThan(4 << 20);
  }

  /// Until there were `units`, `input` and `edges`, a file said `bytesOnly`.
  @Test
  void theConfigOfAnEarlierVersionIsRead() throws IOException {
    String text =
        """
        {"hops":3,"width":64,"activation":"%s","rectifiedEdges":%s,"meanPointers":%s,\
        "sharedRounds":%s,"bytesOnly":%s}""";
    ObjectMapper json = new ObjectMapper();
    String standard = text.formatted("RELU", false, true, false, false);
    String paper = text.formatted("TANH", true, false, true, true);
    assertThat(json.readValue(standard, StoredConfig.class).config())
        .isEqualTo(ModelConfig.standard().withEdges(EdgeType.PAPER).withStates(false));
    assertThat(json.readValue(paper, StoredConfig.class).config()).isEqualTo(ModelConfig.paper());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.3, 0.9, 0.999})
  void aCutOffFileIsRefused(double share) throws IOException {
    Path file = directory.resolve("cut.model");
    ModelFile.write(model(ModelConfig.standard()), file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    refused(file);
  }

  /// Each row changes the header's text, keeping its length.
  @ParameterizedTest
  @CsvSource({
    "deepmem.model, deepmem.graph",
    "'\"version\":\"1\"', '\"version\":\"9\"'",
    "'\\\"hops\\\":3', '\\\"hops\\\":0'",
    "'\\\"hops\\\":3', '\\\"hops\\\":4'",
    "'\\\"width\\\":64', '\\\"width\\\":65'",
    "'\\\"activation\\\"', '\\\"octavation\\\"'",
    "RELU, GELU",
    "FULL, FOOL",
    "'\\\"units\\\":64', '\\\"units\\\":65'",
    "'\\\"units\\\":64', '\\\"units\\\":00'",
    "RIGHT_POINTER, LEFT_POINTERS",
    "'LEFT_NEIGHBOUR\\\",', 'LEFT_POINTER\\\",  '",
    "HEAD, BODY",
    "'\\\"length\\\":16', '\\\"length\\\":-1'",
    "'\\\"weight\\\":0.5', '\\\"weight\\\":1.5'",
    "'\\\"size\\\":640', '\\\"size\\\":000'",
    "'\\\"name\\\":\\\"task\\\"', '\\\"name\\\":\\\"tusk\\\"'",
    "'\\\"probability\\\":0.25', '\\\"probability\\\":9.25'",
    "'\\\"probability\\\":0.75', '\\\"probability\\\":0.15'",
    "'\\\"score\\\":5.0', '\\\"score\\\":-9.'",
    "'\"content\"', '\"contend\"'",
    "'\"F32\"', '\"I32\"'",
  })
  void aChangedHeaderIsRefused(String before, String after) throws IOException {
    Path file = directory.resolve("changed.model");
    ModelFile.write(model(ModelConfig.standard()), file);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after), StandardCharsets.ISO_8859_1);
    refused(file);
  }

  @Test
  void aWeightThatIsNoNumberIsRefused() throws IOException {
    GnnModel model = model(ModelConfig.standard());
    model.parameters().values()[77] = Float.NaN;
    Path file = directory.resolve("nan.model");
    ModelFile.write(model, file);
    refused(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello, this is a text and no model at all", "\u0089PNG\r\n", ""})
  void otherFilesAreRefused(String content) throws IOException {
    Path file = directory.resolve("other.model");
    Files.writeString(file, content);
    refused(file);
  }

  private static void refused(Path file) {
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(MalformedModelException.class)
        .message()
        .startsWith(file.toString() + ": offset 0x")
        .doesNotContain("\n");
  }

  private static GnnModel model(ModelConfig config) {
    List<KeyNode> keys =
        List.of(
            new KeyNode("task", 8, 16, Window.HEAD, 0.5f),
            new KeyNode("task", 72, 64, Window.TAIL, 1f, "tasks.next"),
            new KeyNode("cred", 0, 24, Window.HEAD, 0.25f));
    Parameters parameters = Parameters.zero(config, 4);
    SeededRandom random = new SeededRandom(1);
    for (int i = 0; i < parameters.values().length; i++) {
      parameters.values()[i] = random.nextTruncatedNormal();
    }
    List<ModelType> types =
        List.of(
            new ModelType(
                "task",
                640,
                2.5f,
                new ModelType.Yardstick(20, 0.75f),
                likelihood(-2, 0.25f, 5, 0.75f),
                new ModelType.Freed(3, likelihood(3, 0.5f, 9, 1)),
                new ModelType.Company(-3, 0.5f, 2)),
            new ModelType("cred", 96, 1f));
    return new GnnModel(parameters, keys, types, "linux", Map.of("seed", "1"));
  }

  private static Likelihood likelihood(float... scoresAndProbabilities) {
    List<Likelihood.Point> points = new ArrayList<>();
    for (int i = 0; i < scoresAndProbabilities.length; i += 2) {
      points.add(new Likelihood.Point(scoresAndProbabilities[i], scoresAndProbabilities[i + 1]));
    }
    return new Likelihood(points);
  }
}
