package org.deepmem.symbols;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads Volatility 3's Intermediate Symbol Format, a JSON file, in one pass.
final class IsfParser {
  /// Types, members and constants that are kept; a kernel with all of its drivers has a quarter.
  private static final int MOST_ENTRIES = 1 << 21;

  private static final int MOST_SYMBOLS = 1 << 22;

  /// Characters of all names and texts that are kept.
  private static final long MOST_CHARACTERS = 1L << 27;

  private static final int LONGEST_NAME = 1 << 14;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int DEEPEST = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .build();

  /// A member where it is declared.
  record Field(String name, long offset, boolean anonymous, IsfType type) {}

  /// A structure, union or class.
  record Struct(long size, List<Field> fields) {}

  final Map<String, Struct> structs = new HashMap<>();
  final Map<String, Long> baseSizes = new HashMap<>();
  final Map<String, Long> enumSizes = new HashMap<>();
  final Map<String, Map<String, Long>> constants = new HashMap<>();
  final PackedSymbolsBuilder symbols = new PackedSymbolsBuilder(1 << 16);
  int symbolCount;
  @Nullable String banner;
  @Nullable PdbId pdb;

  private final JsonParser json;
  private int entriesLeft = MOST_ENTRIES;
  private long charactersLeft = MOST_CHARACTERS;

  private IsfParser(JsonParser json) {
    this.json = json;
  }

  /// @throws MalformedSymbolsException with the byte offset, where it is no such file or cut off
  static IsfParser parse(String source, InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      IsfParser parser = new IsfParser(json);
      try {
        parser.file();
      } catch (JsonProcessingException e) {
        throw new MalformedSymbolsException(
            source, json.currentLocation().getByteOffset(), "no ISF: " + e.getOriginalMessage(), e);
      } catch (IOException e) {
        throw new MalformedSymbolsException(
            source,
            json.currentLocation().getByteOffset(),
            "can't be decompressed: " + e.getMessage(),
            e);
      }
      if (parser.structs.isEmpty() && parser.symbolCount == 0) {
        throw new MalformedSymbolsException(source, 0, "JSON, but no ISF: no types, no symbols");
      }
      return parser;
    }
  }

  /// Counts what is kept: a file can be of any size.
  private String kept(String text) throws IOException {
    charactersLeft -= text.length();
    if (entriesLeft-- <= 0 || charactersLeft < 0) {
      throw new JsonParseException(json, "more types, members and names than any kernel has");
    }
    return text;
  }

  private interface Entry {
    void read(String name) throws IOException;
  }

  /// Reads an object's entries, each by its name; `entry` is called with the value current, and
  /// leaves the parser on the value's last token.
  private void object(Entry entry) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new JsonParseException(json, "an object belongs here");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (json.currentToken() != JsonToken.FIELD_NAME) {
        throw new JsonParseException(json, "cut off");
      }
      String name = json.currentName();
      json.nextToken();
      entry.read(name);
    }
  }

  private void file() throws IOException {
    json.nextToken();
    object(
        section -> {
          switch (section) {
            case "base_types" -> object(name -> baseSizes.put(kept(name), size()));
            case "user_types" -> object(name -> structs.put(kept(name), struct()));
            case "enums" -> object(this::enumeration);
            case "symbols" -> object(this::symbol);
            case "metadata" -> pdb = IsfMetadata.read(json).orElse(null);
            default -> json.skipChildren();
          }
        });
    if (json.nextToken() != null) {
      throw new JsonParseException(json, "more follows the end");
    }
  }

  private long size() throws IOException {
    long[] size = {0};
    object(
        key -> {
          if (key.equals("size")) {
            size[0] = json.getValueAsLong();
          } else {
            json.skipChildren();
          }
        });
    return size[0];
  }

  private Struct struct() throws IOException {
    long[] size = {0};
    List<Field> fields = new ArrayList<>();
    object(
        key -> {
          switch (key) {
            case "size" -> size[0] = json.getValueAsLong();
            case "fields" -> object(name -> fields.add(field(kept(name))));
            default -> json.skipChildren();
          }
        });
    return new Struct(size[0], fields);
  }

  private Field field(String name) throws IOException {
    long[] offset = {0};
    boolean[] anonymous = {false};
    IsfType[] type = {IsfType.UNKNOWN};
    object(
        key -> {
          switch (key) {
            case "offset" -> offset[0] = json.getValueAsLong();
            case "anonymous" -> anonymous[0] = json.getValueAsBoolean();
            case "type" -> type[0] = type();
            default -> json.skipChildren();
          }
        });
    return new Field(name, offset[0], anonymous[0], type[0]);
  }

  private IsfType type() throws IOException {
    String[] text = {"", ""};
    long[] numbers = {0, 0};
    IsfType[] inner = {null};
    object(
        key -> {
          switch (key) {
            case "kind" -> text[0] = kept(String.valueOf(json.getValueAsString("")));
            case "name" -> text[1] = kept(String.valueOf(json.getValueAsString("")));
            case "count", "bit_length" -> numbers[0] = json.getValueAsLong();
            case "bit_position" -> numbers[1] = json.getValueAsLong();
            case "subtype", "type" -> inner[0] = type();
            default -> json.skipChildren();
          }
        });
    return new IsfType(text[0], text[1], numbers[0], numbers[1], inner[0]);
  }

  private void enumeration(String enumeration) throws IOException {
    object(
        key -> {
          switch (key) {
            case "size" -> enumSizes.put(kept(enumeration), json.getValueAsLong());
            case "constants" -> {
              Map<String, Long> values =
                  constants.computeIfAbsent(kept(enumeration), n -> new HashMap<>());
              object(constant -> values.put(kept(constant), json.getValueAsLong()));
            }
            default -> json.skipChildren();
          }
        });
  }

  private void symbol(String name) throws IOException {
    long[] address = {0};
    object(
        key -> {
          if (key.equals("address")) {
            address[0] = address();
          } else if (key.equals("constant_data") && name.equals("linux_banner")) {
            banner = banner(String.valueOf(json.getValueAsString("")));
          } else {
            json.skipChildren();
          }
        });
    charactersLeft -= name.length();
    if (symbolCount++ >= MOST_SYMBOLS || charactersLeft < 0) {
      throw new JsonParseException(json, "more symbols than any kernel has");
    }
    symbols.add(name, address[0], '?');
  }

  /// Addresses of the upper half don't fit a signed 64-bit number.
  private long address() throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? json.getBigIntegerValue().longValue()
        : 0;
  }

  private static String banner(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int end = text.indexOf('\0');
      return (end < 0 ? text : text.substring(0, end)).strip();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
