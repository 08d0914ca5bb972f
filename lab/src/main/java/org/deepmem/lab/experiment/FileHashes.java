package org.deepmem.lab.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.files.Sha256;
import org.deepmem.label.GraphTruthFiles;

/// SHA-256 of the files that cells read, each computed once a run.
final class FileHashes {
  private final Map<Path, String> known = new HashMap<>();

  /// The hash of a file, in hexadecimal.
  String of(Path file) throws IOException {
    String hash = known.get(file);
    if (hash == null) {
      hash = Sha256.of(file);
      known.put(file, hash);
    }
    return hash;
  }

  /// The hashes of some files, in their order.
  ArrayNode all(List<Path> files) throws IOException {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Path file : files) {
      all.add(of(file));
    }
    return all;
  }

  /// Names and hashes of some dumps' graphs and truth, in their order.
  ArrayNode describe(List<GraphTruthFiles> dumps) throws IOException {
    ArrayNode described = JsonNodeFactory.instance.arrayNode();
    for (GraphTruthFiles dump : dumps) {
      described
          .addObject()
          .put("name", dump.name())
          .put("graphSha256", of(dump.graph()))
          .put("truthSha256", of(dump.truth()));
    }
    return described;
  }
}
