package org.deepmem.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One run of a plugin of Volatility 3, as it is installed.
///
/// @param addresses what it listed, each once
/// @param seconds of the whole process
record VolatilityRun(Set<Long> addresses, double seconds) {
  private static final JsonMapper JSON = new JsonMapper();

  /// @param volatility the folder that holds `vol.py`
  /// @param symbols the folder of symbol files
  /// @param cache the folder of Volatility's cache, so that symbols are indexed once
  static VolatilityRun of(
      Path volatility, VolatilityPlugin plugin, Path image, Path symbols, Path cache)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("volatility", ".json");
    Path errors = Files.createTempFile("volatility", ".log");
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
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
                plugin.plugin())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    int status = process.waitFor();
    double seconds = (System.nanoTime() - began) * 1e-9;
    if (status != 0) {
      List<String> lines = Files.readAllLines(errors);
      throw new IOException(
          "%s: %s ended with status %d: %s"
              .formatted(image, plugin.plugin(), status, lines.isEmpty() ? "" : lines.getLast()));
    }
    Set<Long> addresses = new TreeSet<>();
    for (JsonNode row : JSON.readTree(output.toFile())) {
      if (plugin.kinds().isEmpty() || plugin.kinds().contains(row.path("Type").asText())) {
        addresses.add(row.path(plugin.column()).asLong());
      }
    }
    Files.delete(output);
    Files.delete(errors);
    return new VolatilityRun(addresses, seconds);
  }
}
