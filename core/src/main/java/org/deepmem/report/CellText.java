package org.deepmem.report;

/// Text of a dump's that a spreadsheet may be shown: made harmless for terminals, and no part of it
/// is a formula.
///
/// A spreadsheet computes a cell that begins with one of `=+-@`, also full-width ones. A cell
/// begins with the text, and also inside of it where a program splits at other characters than the
/// file's or doesn't know its quotes. An apostrophe there makes it text.
final class CellText {
  /// With U+FF1D, U+FF0B, U+FF0D, U+FF20, which East Asian settings take for the same, and U+2212.
  private static final String BEGINS_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20\u2212";

  /// After these and blanks a program may begin a cell. Tabs and ends of lines are shown as escapes
  /// already.
  private static final String BEGINS_CELL = "\",;|";

  private CellText() {}

  /// The text, harmless.
  static String of(String text) {
    String shown = HarmlessText.of(text);
    StringBuilder cell = new StringBuilder(shown.length() + 1);
    boolean begins = true;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (begins && BEGINS_FORMULA.indexOf(c) >= 0) {
        cell.append('\'');
      }
      cell.append(c);
      begins = BEGINS_CELL.indexOf(c) >= 0 || Character.isSpaceChar(c);
    }
    return cell.toString();
  }
}
