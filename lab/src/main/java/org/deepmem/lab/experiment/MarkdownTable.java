package org.deepmem.lab.experiment;

import java.util.List;
import java.util.Locale;
import org.deepmem.report.HarmlessText;

/// A table that can be pasted into a document; the first column is text, the others are figures.
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> header) {
    row(header);
    text.append("|---|").append("---:|".repeat(header.size() - 1)).append('\n');
  }

  MarkdownTable row(List<String> cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(HarmlessText.of(cell).replace("|", "\\|")).append(" |");
    }
    text.append('\n');
    return this;
  }

  /// A share.
  static String figure(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
