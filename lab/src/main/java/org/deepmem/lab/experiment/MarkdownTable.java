package org.deepmem.lab.experiment;

import java.util.List;

/// A table that can be pasted into a document; the first column is text, the others are figures.
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> header) {
    row(header);
    text.append("|---|").append("---:|".repeat(header.size() - 1)).append('\n');
  }

  MarkdownTable row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
