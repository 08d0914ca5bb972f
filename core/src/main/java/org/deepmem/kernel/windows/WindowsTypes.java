package org.deepmem.kernel.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deepmem.kernel.View;
import org.jspecify.annotations.Nullable;

/// The table of Windows object types, from the resource `windows-types.json`. A new type is an
/// entry there and, if its objects should be named, a decoder in [WindowsNames].
final class WindowsTypes {
  /// The bit of a tag, as a number, that marks an allocation as protected.
  static final int PROTECTED = 0x8000_0000;

  private static final String RESOURCE = "windows-types.json";
  private static final int TAG_BYTES = 4;
  private static final List<WindowsType> ALL = read();

  private WindowsTypes() {}

  /// All types, in the table's order.
  static List<WindowsType> all() {
    return ALL;
  }

  /// The type whose objects the object manager calls by this name; null when there is none.
  static @Nullable WindowsType ofObject(String object) {
    return ALL.stream()
        .filter(type -> type.hasHeader() && type.object().equals(object))
        .findFirst()
        .orElse(null);
  }

  /// A type by the name of its structure.
  ///
  /// @throws IllegalArgumentException when the table has none
  static WindowsType named(String name) {
    return ALL.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(RESOURCE + " has no type " + name));
  }

  private static List<WindowsType> read() {
    try (InputStream stream = WindowsTypes.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + WindowsTypes.class);
      }
      List<WindowsType> types = new ArrayList<>();
      for (JsonNode entry : JsonMapper.builder().build().readTree(stream)) {
        types.add(
            new WindowsType(
                entry.path("name").asText(),
                entry.path("object").asText(""),
                entry.path("index").asInt(0),
                texts(entry.path("tags")).stream().map(WindowsTypes::tag).toList(),
                texts(entry.path("checks")).stream().map(TypeCheck::parse).toList(),
                texts(entry.path("whileLive")).stream().map(TypeCheck::parse).toList(),
                texts(entry.path("complete")).stream()
                    .map(view -> View.valueOf(view.toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toSet())));
      }
      return List.copyOf(types);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " can't be read", e);
    }
  }

  /// A tag's four characters as the number that they are in memory.
  private static int tag(String text) {
    if (text.length() != TAG_BYTES) {
      throw new IllegalArgumentException("a pool tag has 4 characters: " + text);
    }
    int tag = 0;
    for (int i = TAG_BYTES - 1; i >= 0; i--) {
      tag = tag << 8 | text.charAt(i);
    }
    return tag & ~PROTECTED;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
