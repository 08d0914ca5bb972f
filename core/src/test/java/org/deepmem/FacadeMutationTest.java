package org.deepmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.deepmem.detection.Detection;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ResultDiff;
import org.deepmem.finding.ScanResult;
import org.deepmem.graph.GraphFile;
import org.deepmem.image.CrashDumpBytes;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.linux.TinyKernel;
import org.deepmem.kernel.windows.TestWindows;
import org.deepmem.label.GraphTruth;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.TruthFile;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelFile;
import org.deepmem.model.UnfitGraphException;
import org.deepmem.report.DiffReport;
import org.deepmem.report.LayoutReport;
import org.deepmem.report.ObjectFormat;
import org.deepmem.report.ResultReader;
import org.deepmem.symbols.SymbolFiles;
import org.deepmem.training.PlantedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The facade on thousands of damaged files, by seed: what it throws is what its documentation
/// names, IOException and for graphs that don't fit a model [UnfitGraphException], each with a line
/// to tell.
@Timeout(600)
class FacadeMutationTest {
  private static final Path MODELS = Path.of("..", "models");

  @TempDir Path folder;

  /// Work that ends well, or in one of the ways that are documented.
  private interface Work {
    void run() throws IOException;
  }

  private static boolean ends(String what, Work work) {
    try {
      work.run();
      return true;
    } catch (IOException | UnfitGraphException e) {
      assertThat(e.getMessage()).as(what).isNotBlank().hasLineCount(1);
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
  }

  private static byte[] lime(MemoryImage image) {
    ByteBuffer file =
        ByteBuffer.allocate((int) image.presentBytes() + 32 * image.runs().size())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (PhysicalRun run : image.runs()) {
      byte[] bytes = new byte[(int) run.length()];
      image.read(run.start(), bytes, 0, bytes.length);
      file.putInt(0x4c694d45).putInt(1).putLong(run.start()).putLong(run.end() - 1).putLong(0);
      file.put(bytes);
    }
    return file.array();
  }

  /// All that can be asked of a dump.
  private static void ask(Path file, SymbolFiles symbols, GnnModel model) throws IOException {
    try (Dump dump = Dump.open(file, symbols)) {
      dump.facts().forEach(fact -> assertThat(fact.toString()).isNotEmpty());
      if (model.kernelFamily().equals(dump.family())) {
        assertThat(dump.objects(model, Optional.empty())).isNotNull();
      }
      Kernel kernel = dump.kernel();
      List<LabelledObject> truth = dump.truth(kernel, warning -> {});
      assertThat(dump.layouts(kernel, truth)).isNotNull();
      KernelViews views = kernel.views();
      Detection found = new ObjectDetector(model).detect(dump.graph(model.cut()));
      List<FoundObject> objects = dump.crossViewed(found, kernel, views, true);
      try (DumpScan scan =
          new DumpScan(
              dump, new DumpScan.Origin("test", MODELS.resolve("linux-x64.model"), false))) {
        ScanResult result =
            scan.result(
                objects, Optional.of(kernel), views.asked(), Instant.now(), true, List.of());
        StringWriter out = new StringWriter();
        ObjectFormat.JSONL.write(result, out);
        assertThat(out.toString()).isNotEmpty();
      }
      for (LabelledObject object : truth.subList(0, Math.min(50, truth.size()))) {
        kernel.members().of(object.type(), object.virtualAddress());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void dumpsOfLinux(int seed) throws IOException {
    GnnModel model = ModelFile.read(MODELS.resolve("linux-x64.model"));
    byte[] good = lime(new TinyKernel(4, true).build().image);
    Path file = folder.resolve("dump");
    Mutation mutation = new Mutation(seed);
    int whole = 0;
    for (int round = 0; round < 40; round++) {
      Files.write(file, mutation.of(good, round % 3 == 0 ? 200 : good.length));
      whole += ends("round " + round, () -> ask(file, SymbolFiles.NONE, model)) ? 1 : 0;
    }
    assertThat(whole).isPositive();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dumpsOfWindows(boolean wide) throws IOException {
    GnnModel model =
        ModelFile.read(MODELS.resolve(wide ? "windows-x64.model" : "windows-x86.model"));
    byte[] good = CrashDumpBytes.of(wide, TestWindows.TABLES, windows(wide).image);
    Path file = folder.resolve("dump");
    Mutation mutation = new Mutation(3);
    for (int round = 0; round < 40; round++) {
      int among = round % 3 == 0 ? 0x1000 : round % 3 == 1 ? 0x2_0000 : good.length;
      Files.write(file, mutation.of(good, among));
      ends("round " + round, () -> ask(file, SymbolFiles.NONE, model));
    }
  }

  private static TestWindows windows(boolean wide) {
    TestWindows windows = new TestWindows(wide);
    long[] links = new long[3];
    for (int i = 0; i < links.length; i++) {
      long process = windows.pooled(i, "_EPROCESS", 7, "Proc", true, 2);
      windows.process(process, "p%d.exe".formatted(i), 4 + 4 * i);
      links[i] = windows.member(process, "_EPROCESS", "ActiveProcessLinks");
    }
    windows.ring(windows.processHead(), links[0], links[1], links[2]);
    return windows;
  }

  /// Layouts whose every number may be anything, of a dump that is as it should be.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void symbolFilesOfWindows(boolean wide) throws IOException {
    GnnModel model =
        ModelFile.read(MODELS.resolve(wide ? "windows-x64.model" : "windows-x86.model"));
    Path dump = folder.resolve("dump");
    Files.write(dump, CrashDumpBytes.of(wide, TestWindows.TABLES, windows(wide).image));
    String isf = WindowsIsf.of(wide ? "win7sp1x64" : "win7sp1x86");
    Path file = folder.resolve("isf.json");
    Files.writeString(file, isf);
    assertThat(ends("good", () -> ask(dump, SymbolFiles.open(List.of(file)), model))).isTrue();
    Random random = new Random(7);
    for (int round = 0; round < 80; round++) {
      double share = round % 2 == 0 ? .002 : .05;
      Files.writeString(file, numbers(isf, random, share));
      ends("round " + round, () -> ask(dump, SymbolFiles.open(List.of(file)), model));
    }
  }

  private static String numbers(String json, Random random, double share) {
    String[] extremes = {
      "0", "1", "-1", "2147483647", "-2147483648", "4294967295", "9223372036854775807", "4095", "3"
    };
    return Pattern.compile("(?<=: ?)-?\\d+")
        .matcher(json)
        .replaceAll(
            number ->
                random.nextDouble() < share
                    ? extremes[random.nextInt(extremes.length)]
                    : number.group());
  }

  @Test
  void models() throws IOException {
    byte[] good = Files.readAllBytes(MODELS.resolve("windows-x86.model"));
    int header = (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong(0) + 8;
    Path file = folder.resolve("model");
    Mutation mutation = new Mutation(11);
    for (int round = 0; round < 600; round++) {
      Files.write(file, mutation.of(good, round % 8 == 0 ? good.length : header));
      ends("round " + round, () -> ModelFile.read(file));
    }
  }

  @Test
  void graphsAndTruthFiles() throws IOException {
    GraphTruth planted = PlantedGraph.truth("planted", 300, 1);
    Path graph = folder.resolve("graph");
    GraphFile.write(planted.graph(), graph);
    Path truth = folder.resolve("truth");
    TruthFile.write(truth, planted.objects());
    byte[] graphBytes = Files.readAllBytes(graph);
    byte[] truthBytes = Files.readAllBytes(truth);
    GnnModel model = ModelFile.read(MODELS.resolve("linux-x64.model"));
    Mutation mutation = new Mutation(13);
    for (int round = 0; round < 1500; round++) {
      Files.write(graph, mutation.of(graphBytes, graphBytes.length));
      int number = round;
      ends(
          "graph, round " + round,
          () -> {
            var read = GraphFile.read(graph);
            if (number % 50 == 0) {
              new ObjectDetector(model).detect(read);
            }
          });
      Files.write(truth, mutation.of(truthBytes, truthBytes.length));
      ends("truth, round " + round, () -> TruthFile.readAll(truth));
    }
  }

  @Test
  void resultsAndLayouts() throws IOException {
    Path file = folder.resolve("result");
    Mutation mutation = new Mutation(17);
    for (ObjectFormat format : List.of(ObjectFormat.JSON, ObjectFormat.JSONL)) {
      StringWriter out = new StringWriter();
      format.write(HostileResult.RESULT, out);
      byte[] good = out.toString().getBytes(StandardCharsets.UTF_8);
      for (int round = 0; round < 1500; round++) {
        Files.write(file, mutation.of(good, good.length));
        ends(
            format + ", round " + round,
            () -> {
              ScanResult read = ResultReader.read(file);
              for (ObjectFormat again : ObjectFormat.values()) {
                if (!again.binary()) {
                  again.write(read, new StringWriter());
                }
              }
              DiffReport.table(ResultDiff.of(HostileResult.RESULT, read), new StringWriter());
            });
      }
    }
    String layout =
        "{\"dump\":\"d\",\"kernel\":\"k\",\"learntFrom\":\"l\",\"types\":[{\"type\":\"t\","
            + "\"objects\":3,\"members\":[{\"member\":\"m\",\"learnt\":[1,2],\"offset\":3,"
            + "\"state\":\"solved\",\"votes\":2,\"agreed\":1}]}]}";
    byte[] good = layout.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 1500; round++) {
      Files.write(file, mutation.of(good, good.length));
      ends("layout, round " + round, () -> LayoutReport.read(file));
    }
  }
}
