package org.deepmem.report;

/// Text that may come from a dump, so that it can't act on a terminal or hide in one: characters
/// that control, format or aren't seen are shown as escapes.
public final class HarmlessText {
  /// Characters of other kinds that Unicode has renderers leave out (Default_Ignorable_Code_Point),
  /// first and last of each range.
  private static final int[][] UNSEEN = {
    {0x034f, 0x034f},
    {0x115f, 0x1160},
    {0x17b4, 0x17b5},
    {0x180b, 0x180f},
    {0x2065, 0x2065},
    {0x3164, 0x3164},
    {0xfe00, 0xfe0f},
    {0xffa0, 0xffa0},
    {0xfff0, 0xfff8},
    {0xe0000, 0xe0fff}
  };

  private HarmlessText() {}

  /// The text with such characters as `\\uXXXX`; those beyond U+FFFF as two of these.
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (!acts(point)) {
                shown.appendCodePoint(point);
                return;
              }
              for (char unit : Character.toChars(point)) {
                shown.append("\\u%04x".formatted((int) unit));
              }
            });
    return shown.toString();
  }

  private static boolean acts(int point) {
    if (point >= ' ' && point < 0x7f) {
      return false; // nearly all
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isUnseen(point);
    };
  }

  private static boolean isUnseen(int point) {
    for (int[] range : UNSEEN) {
      if (point >= range[0] && point <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
