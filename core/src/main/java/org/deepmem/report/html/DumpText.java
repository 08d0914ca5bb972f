package org.deepmem.report.html;

import org.deepmem.report.HarmlessText;

/// Text from a dump as a page shows it: control, formatting and bidirectional characters as
/// escapes, and of a bounded length.
final class DumpText {
  private DumpText() {}

  /// @param limit characters that are kept; the number of those left out is said behind them
  static String of(String text, int limit) {
    if (text.length() <= limit) {
      return HarmlessText.of(text);
    }
    return HarmlessText.of(text.substring(0, limit))
        + " … (%d more characters)".formatted(text.length() - limit);
  }
}
