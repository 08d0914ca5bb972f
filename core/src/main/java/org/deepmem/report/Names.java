package org.deepmem.report;

import java.util.Map;
import java.util.stream.Collectors;

/// An object's names on one line. They come from the dump, so they are made harmless.
final class Names {
  private Names() {}

  /// `name=value` pairs, in their order, as the dump has them.
  static String raw(Map<String, String> names) {
    return names.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /// `name=value` pairs, in their order.
  static String line(Map<String, String> names) {
    return names.entrySet().stream()
        .map(entry -> HarmlessText.of(entry.getKey()) + "=" + HarmlessText.of(entry.getValue()))
        .collect(Collectors.joining(" "));
  }
}
