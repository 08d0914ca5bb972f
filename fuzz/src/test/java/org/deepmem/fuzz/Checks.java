package org.deepmem.fuzz;

/// What targets demand of a parser.
public final class Checks {
  private Checks() {}

  /// @throws AssertionError when a property is broken
  public static void require(boolean holds, String property) {
    if (!holds) {
      throw new AssertionError("broken: " + property);
    }
  }

  /// A message is one line, whatever the bytes that it quotes.
  public static void requireOneLine(Throwable failure) {
    requireOneLine(String.valueOf(failure.getMessage()));
  }

  /// The same of a text. What acts on a terminal is escaped where it is printed (`HarmlessText`).
  public static void requireOneLine(String text) {
    require(text.lines().count() <= 1, "messages are one line: " + text);
  }
}
