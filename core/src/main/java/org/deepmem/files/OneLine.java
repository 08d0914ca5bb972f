package org.deepmem.files;

/// What a message may quote of a file: one line, and not all of a long text. What acts on a
/// terminal is escaped where it is printed.
public final class OneLine {
  /// Characters that are kept.
  private static final int LONGEST = 500;

  private OneLine() {}

  /// The text with its line breaks as blanks, cut where it is longer than anyone reads.
  public static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST + 1));
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      line.append(isBreak(c) ? ' ' : c);
    }
    return text.length() > LONGEST ? line.append('…').toString() : line.toString();
  }

  private static boolean isBreak(char c) {
    return c >= '\n' && c <= '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }
}
