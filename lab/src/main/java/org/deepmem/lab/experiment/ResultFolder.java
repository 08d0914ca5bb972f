package org.deepmem.lab.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deepmem.files.AsideFile;
import org.deepmem.files.OwnerOnly;
import org.deepmem.lab.LabException;

/// The results of one experiment on disk: `NAME/cells/KEY.json`, and beside `NAME` what is made of
/// them. Files are written aside and moved, so that what is there is whole.
///
/// @param folder of all results
/// @param experiment the experiment's name
record ResultFolder(Path folder, String experiment) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The result of a cell, when it is of these inputs.
  ///
  /// @throws LabException when its file is damaged
  Optional<ObjectNode> read(Cell cell) throws IOException {
    Path file = cellFile(cell);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode found = JSON.readTree(Files.readString(file));
      if (found instanceof ObjectNode result && result.path("result").isObject()) {
        boolean same = result.path("inputsSha256").asText().equals(inputsHash(cell));
        return same ? Optional.of(result) : Optional.empty();
      }
    } catch (JsonProcessingException e) {
      throw new LabException(file + ": isn't JSON; delete it, and the cell is run anew", e);
    }
    throw new LabException(file + ": is no cell's result; delete it, and the cell is run anew");
  }

  /// Keeps the result of a cell.
  ///
  /// @param seconds that it took
  /// @return all that is kept
  ObjectNode write(Cell cell, ObjectNode result, String tool, double seconds) throws IOException {
    ObjectNode kept = JSON.createObjectNode();
    kept.put("experiment", experiment);
    kept.put("key", cell.key());
    kept.put("tool", tool);
    kept.put("seconds", Math.round(seconds * 10) / 10.0);
    kept.put("inputsSha256", inputsHash(cell));
    kept.set("inputs", cell.inputs());
    kept.set("result", result);
    OwnerOnly.folder(cells());
    write(cellFile(cell), JSON.writeValueAsString(kept) + "\n");
    return kept;
  }

  /// Writes a document beside the experiment's folder.
  ///
  /// @param ending of its name, after the experiment's
  /// @return where it is
  Path document(String ending, String text) throws IOException {
    Path file = folder.resolve(experiment + ending);
    write(file, text);
    return file;
  }

  /// A JSON document, a member or element a line.
  static String pretty(JsonNode document) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  private Path cells() {
    return folder.resolve(experiment).resolve("cells");
  }

  private Path cellFile(Cell cell) {
    return cells().resolve(cell.key() + ".json");
  }

  private static String inputsHash(Cell cell) {
    return Bench.hash(cell.inputs().toString());
  }

  private static void write(Path file, String text) throws IOException {
    AsideFile.write(file, aside -> Files.writeString(aside, text));
  }
}
