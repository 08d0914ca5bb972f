package org.deepmem.report;

/// Text that may come from a dump, so that it can't act on a terminal: control and formatting
/// characters are shown as escapes.
public final class HarmlessText {
  private HarmlessText() {}

  /// The text with control and formatting characters as `\\uXXXX`.
  public static String of(String text) {
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
