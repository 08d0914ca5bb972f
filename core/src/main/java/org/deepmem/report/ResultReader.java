package org.deepmem.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.files.OneLine;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.kernel.View;
import org.jspecify.annotations.Nullable;

/// Reads a result that was written as JSON or JSON Lines, an object at a time. Members that it
/// doesn't know are passed over. For one file.
public final class ResultReader {
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int DEEPEST = 16;

  /// Far more than a dump of a large machine has.
  private static final int MOST_OBJECTS = 50_000_000;

  private static final int BEGINNING = 256;

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(LONGEST_TEXT)
                      .maxNestingDepth(DEEPEST)
                      .build())
              .build());

  private final Path file;
  private final JsonParser parser;
  private final List<FoundObject> objects = new ArrayList<>();
  private final Set<View> views = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private @Nullable DumpIdentity dump;

  private ResultReader(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /// Whether a file begins as a result does, whatever its name.
  public static boolean isResult(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
      return start.replaceAll("\\s", "").startsWith("{\"dump\":");
    }
  }

  /// Reads a whole file.
  ///
  /// @throws IOException when it can't be read or isn't a result; the message is a line with the
  ///   file and the number of the line in it
  public static ScanResult read(Path file) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      ResultReader reader = new ResultReader(file, parser);
      try {
        return reader.read();
      } catch (JsonProcessingException e) {
        String reason = e.getOriginalMessage().lines().findFirst().orElse("");
        throw malformed(file, parser.currentLocation().getLineNr(), reason, e);
      }
    }
  }

  private ScanResult read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("begins with no object");
    }
    readHead();
    for (JsonToken next; (next = parser.nextToken()) != null; ) {
      if (next != JsonToken.START_OBJECT) {
        throw malformed("is no object");
      }
      readObject();
    }
    if (dump == null) {
      throw malformed("ends, and 'dump' wasn't there");
    }
    return new ScanResult(dump, objects, views, warnings);
  }

  /// The first line, or the whole document.
  private void readHead() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      int line = parser.currentTokenLocation().getLineNr();
      try {
        switch (field) {
          case "dump" -> dump = ResultParts.dump(tree());
          case "views" -> views.addAll(ResultParts.views(tree()));
          case "warnings" -> warnings.addAll(ResultParts.texts(tree()));
          case "objects" -> readObjects(value);
          default -> parser.skipChildren();
        }
      } catch (IllegalArgumentException e) {
        throw malformed(file, line, e.getMessage(), e);
      }
    }
  }

  private void readObjects(JsonToken first) throws IOException {
    if (first != JsonToken.START_ARRAY) {
      throw malformed("'objects' is no list");
    }
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      readObject();
    }
    if (parser.currentToken() != JsonToken.END_ARRAY) {
      throw malformed("'objects' has something else in it");
    }
  }

  private void readObject() throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    if (objects.size() == MOST_OBJECTS) {
      throw malformed("has more than %,d objects".formatted(MOST_OBJECTS));
    }
    try {
      objects.add(ResultParts.object(tree()));
    } catch (IllegalArgumentException e) {
      throw malformed(file, line, e.getMessage(), e);
    }
  }

  private JsonNode tree() throws IOException {
    return JSON.readTree(parser);
  }

  private IOException malformed(String what) {
    return malformed(file, parser.currentTokenLocation().getLineNr(), what, null);
  }

  private static IOException malformed(
      Path file, int line, @Nullable String what, @Nullable Exception cause) {
    return new IOException(
        "%s, line %d: no result of a scan (%s); write one with 'deepmem scan --format jsonl'"
            .formatted(file, line, OneLine.of(String.valueOf(what))),
        cause);
  }
}
