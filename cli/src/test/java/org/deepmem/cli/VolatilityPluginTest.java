package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plugins for Volatility 3: their own tests, in Python, and, where the environment variable
/// VOLATILITY names a `vol.py` or `vol`, both plugins in it.
class VolatilityPluginTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path PLUGINS = Home.path("integrations/volatility3").toAbsolutePath();
  private static final int HIDDEN = 2;

  @TempDir private Path folder;

  @Test
  void itsPythonTestsPass() throws Exception {
    Path log = folder.resolve("log");
    ProcessBuilder python =
        new ProcessBuilder(
            "python3", "-B", "-m", "unittest", "discover", "-s", PLUGINS.resolve("tests") + "");
    int status;
    try {
      status = python.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    } catch (IOException e) {
      assumeTrue(false, "python3 isn't installed");
      return;
    }
    assertThat(status).as(Files.readString(log)).isZero();
  }

  @Test
  void aScanInVolatilityShowsWhatTheProgramFinds() throws Exception {
    Path dump = Home.path("samples/linux-6.1-cloud.kdump").toAbsolutePath();
    JsonNode rows = volatility(dump, "deepmem.Scan", "--type", "module", "task_struct");
    Run scan = Run.of("scan", dump, "--type", "module,task_struct", "--format", "jsonl").ok();

    List<List<Object>> shown = new ArrayList<>();
    for (JsonNode row : rows) {
      shown.add(
          List.of(
              row.path("Type").asText(),
              row.path("State").asText(),
              row.path("Offset(V)").bigIntegerValue().longValue(),
              row.path("Offset(P)").asLong(),
              row.path("Votes").asInt(),
              row.path("Probability").asDouble(),
              row.path("Names").asText()));
    }
    List<List<Object>> found = new ArrayList<>();
    for (String line : scan.out().lines().toList()) {
      JsonNode object = JSON.readTree(line);
      List<String> names = new ArrayList<>();
      object
          .path("names")
          .properties()
          .forEach(n -> names.add(n.getKey() + "=" + n.getValue().asText()));
      found.add(
          List.of(
              object.path("type").asText(),
              object.path("state").asText(),
              Long.parseUnsignedLong(object.path("virtualAddress").asText().substring(2), 16),
              Long.decode(object.path("physicalAddress").asText()),
              object.path("votes").asInt(),
              object.path("probability").asDouble(),
              String.join(", ", names)));
    }
    assertThat(shown).hasSizeGreaterThan(100).isEqualTo(found);
  }

  @Test
  @Tag("slow")
  void processesThatNoListHasAreToldInVolatility() throws Exception {
    requireVolatility();
    Path image = Files.createDirectory(folder.resolve("image")).resolve("windows.raw");
    Run.of(
            "lab",
            "synthesize",
            "--system",
            "win7sp1x64",
            "--world",
            "server",
            "--memory",
            "320M",
            "--processes",
            "40",
            "--seed",
            "77",
            "--hidden",
            HIDDEN,
            "-o",
            image)
        .ok();
    Path symbols = image.resolveSibling("windows.symbols.json");
    Run.of("label", image, "--symbols", symbols, "-o", folder.resolve("label")).ok();
    Set<Long> unlisted = new HashSet<>();
    for (LabelledObject object : TruthFile.read(folder.resolve("label/windows.truth.jsonl"))) {
      if (object.type().equals("_EPROCESS") && object.source().equals("handle+cid")) {
        unlisted.add(object.virtualAddress());
      }
    }

    Map<String, Set<Long>> told = new TreeMap<>();
    for (JsonNode row : volatility(image, "deepmem.HiddenProcesses")) {
      told.computeIfAbsent(row.path("Verdict").asText(), v -> new HashSet<>())
          .add(row.path("Offset(V)").bigIntegerValue().longValue());
    }
    assertThat(unlisted).hasSizeGreaterThanOrEqualTo(HIDDEN);
    assertThat(told.get("hidden")).isEqualTo(unlisted);
    assertThat(told.get("both")).hasSizeGreaterThan(30);
  }

  private static String requireVolatility() {
    String volatility = System.getenv().getOrDefault("VOLATILITY", "");
    assumeTrue(!volatility.isEmpty(), "VOLATILITY doesn't name a vol.py or vol");
    return volatility;
  }

  /// The rows of a plugin, run as a user would, with this build as the launcher.
  private JsonNode volatility(Path image, String... plugin) throws Exception {
    String volatility = requireVolatility();
    Path launcher = folder.resolve("deepmem");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s' '-Ddeepmem.home=%s' --enable-native-access=ALL-UNNAMED \\
          --add-modules=jdk.incubator.vector -cp '%s' %s "$@"
        """
            .formatted(
                java,
                Home.path("").toAbsolutePath(),
                System.getProperty("java.class.path"),
                DeepMemCommand.class.getName()));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>();
    if (volatility.endsWith(".py")) {
      command.addAll(List.of("python3", "-B"));
    }
    command.addAll(
        List.of(
            volatility,
            "-q",
            "--offline",
            "-r",
            "json",
            "--cache-path",
            Files.createDirectories(folder.resolve("cache")) + "",
            "-s",
            image.getParent() + "",
            "-p",
            PLUGINS + "",
            "-f",
            image + ""));
    command.addAll(List.of(plugin));
    command.add("--deepmem=" + launcher);
    Path out = folder.resolve("out.json");
    Path log = folder.resolve("log");
    int status =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(log)).isZero();
    return JSON.readTree(out.toFile());
  }
}
