package org.deepmem.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One run of a plugin of Volatility 3, as it is installed.
///
/// @param addresses what it listed, each once, by our name of the type; 48 bits of each
/// @param seconds of the whole process
record VolatilityRun(Map<String, Set<Long>> addresses, double seconds) {
  /// The bits of an address that Volatility gives: the others repeat the highest.
  static final long ADDRESS = (1L << 48) - 1;

  private static final JsonMapper JSON = new JsonMapper();

  /// @param volatility the folder that holds `vol.py`
  /// @param symbols the folder of symbol files
  /// @param cache the folder of Volatility's cache, so that symbols are indexed once
  static VolatilityRun of(
      Path volatility, VolatilityPlugin plugin, Path image, Path symbols, Path cache)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("volatility", ".json");
    Path errors = Files.createTempFile("volatility", ".log");
    List<String> command =
        List.of(
            "python3",
            volatility.resolve("vol.py").toString(),
            "-q",
            "--offline",
            "-r",
            "json",
            "--cache-path",
            cache.toString(),
            "-s",
            symbols.toString(),
            "-f",
            image.toString(),
            plugin.plugin());
    long began = System.nanoTime();
    int status =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - began) * 1e-9;
    if (status != 0) {
      List<String> lines = Files.readAllLines(errors);
      throw new IOException(
          "%s: %s ended with status %d: %s"
              .formatted(image, plugin.plugin(), status, lines.isEmpty() ? "" : lines.getLast()));
    }
    Map<String, Set<Long>> addresses = new HashMap<>();
    for (JsonNode row : JSON.readTree(output.toFile())) {
      String kind = plugin.types().containsKey("") ? "" : row.path("Type").asText();
      String type = plugin.types().get(kind);
      if (type != null) {
        addresses
            .computeIfAbsent(type, t -> new TreeSet<>())
            .add(row.path(plugin.column()).asLong() & ADDRESS);
      }
    }
    Files.delete(output);
    Files.delete(errors);
    return new VolatilityRun(addresses, seconds);
  }
}
