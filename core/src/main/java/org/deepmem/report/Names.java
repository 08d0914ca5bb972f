package org.deepmem.report;

import java.util.Map;
import java.util.stream.Collectors;

/// An object's names on one line. They come from the dump, so nothing in them may act on a
/// terminal: control characters are shown as escapes.
final class Names {
  private Names() {}

  /// `name=value` pairs, in their order.
  static String line(Map<String, String> names) {
    return names.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + harmless(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  /// The text with control and formatting characters as `\\uXXXX`.
  static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              int kind = Character.getType(point);
              boolean acts =
                  kind == Character.CONTROL
                      || kind == Character.FORMAT
                      || kind == Character.SURROGATE
                      || kind == Character.LINE_SEPARATOR
                      || kind == Character.PARAGRAPH_SEPARATOR;
              if (acts) {
                shown.append("\\u%04x".formatted(point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }
}
