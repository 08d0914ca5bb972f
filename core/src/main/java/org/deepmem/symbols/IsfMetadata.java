package org.deepmem.symbols;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which module's symbols an ISF file holds: `metadata.windows.pdb`, with the members `GUID`, `age`
/// and `database`.
final class IsfMetadata {
  private static final int LONGEST_TEXT = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
          .build();

  private @Nullable String guid;
  private @Nullable String database;
  private int age;

  private IsfMetadata() {}

  /// Reads a file up to its metadata.
  ///
  /// @throws IOException when it is no JSON or ends before
  static Optional<PdbId> find(InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean here = json.currentName().equals("metadata");
        json.nextToken();
        if (here) {
          return read(json);
        }
        json.skipChildren();
      }
      return Optional.empty();
    }
  }

  /// Reads the value of `metadata`, which is the current token, and leaves the parser on its last.
  static Optional<PdbId> read(JsonParser json) throws IOException {
    IsfMetadata metadata = new IsfMetadata();
    metadata.level(json, "windows", "pdb");
    if (metadata.guid == null || metadata.database == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PdbId(metadata.database, metadata.guid, metadata.age));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Goes down the named members and reads the innermost.
  private void level(JsonParser json, String... path) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (path.length == 0) {
        member(json, name);
      } else if (name.equals(path[0])) {
        level(json, path.length == 2 ? new String[] {path[1]} : new String[0]);
      } else {
        json.skipChildren();
      }
    }
  }

  private void member(JsonParser json, String name) throws IOException {
    switch (name) {
      case "GUID" -> guid = json.getValueAsString();
      case "database" -> database = json.getValueAsString();
      case "age" -> age = json.getValueAsInt();
      default -> json.skipChildren();
    }
  }
}
