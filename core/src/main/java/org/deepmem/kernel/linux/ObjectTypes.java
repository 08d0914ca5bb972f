package org.deepmem.kernel.linux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deepmem.kernel.View;
import org.jspecify.annotations.Nullable;

/// The table of Linux object types, from the resource `linux-types.json`. A new type is an entry
/// there and, if its objects should be named, a [Decoder] in [LinuxNames].
public final class ObjectTypes {
  private static final String RESOURCE = "linux-types.json";
  private static final ObjectTypes LINUX = read();

  private final List<ObjectType> types;
  private final Map<String, ObjectType> byName;

  private ObjectTypes(List<ObjectType> types) {
    this.types = List.copyOf(types);
    this.byName =
        types.stream().collect(Collectors.toUnmodifiableMap(ObjectType::name, Function.identity()));
  }

  /// The types of Linux objects.
  public static ObjectTypes linux() {
    return LINUX;
  }

  /// All types, those that are only referred to included, in the table's order.
  public List<ObjectType> all() {
    return types;
  }

  /// The types whose objects are labelled.
  public List<ObjectType> labelled() {
    return types.stream().filter(ObjectType::labelled).toList();
  }

  /// A type by its name; null when the table has none.
  public @Nullable ObjectType type(String name) {
    return byName.get(name);
  }

  private static ObjectTypes read() {
    try (InputStream stream = ObjectTypes.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + ObjectTypes.class);
      }
      List<ObjectType> types = new ArrayList<>();
      for (JsonNode entry : JsonMapper.builder().build().readTree(stream)) {
        types.add(type(entry));
      }
      return new ObjectTypes(types);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " can't be read", e);
    }
  }

  private static ObjectType type(JsonNode entry) {
    String name = entry.path("name").asText();
    List<ObjectType.CacheUse> caches = new ArrayList<>();
    for (JsonNode cache : entry.path("caches")) {
      caches.add(
          new ObjectType.CacheUse(
              cache.path("name").asText(),
              cache.path("pointer").asText(),
              cache.path("structure").asText(name),
              cache.path("member").asText("")));
    }
    return new ObjectType(
        name,
        caches,
        texts(entry.path("statics")),
        texts(entry.path("checks")).stream().map(Check::parse).toList(),
        texts(entry.path("whileLive")).stream().map(Check::parse).toList(),
        entry.path("labelled").asBoolean(true),
        entry.path("tail").asText(""),
        texts(entry.path("complete")).stream()
            .map(view -> View.valueOf(view.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
