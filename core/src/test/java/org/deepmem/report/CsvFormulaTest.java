package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.HostileResult;
import org.deepmem.kernel.ObjectFacts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No cell of a CSV or of a timeline is a formula, however a program splits it: with the separator
/// that the file has or one that the machine's language has, knowing quotes or not.
class CsvFormulaTest {
  private static final String[] PIECES = {
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\"",
    "'",
    ",",
    ";",
    "|",
    " ",
    "\u00a0",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "\u2212",
    "\u200b",
    "\ufeff",
    "cmd",
    "1",
    "HYPERLINK(\"http://x\")",
    "\\",
    "\0"
  };
  private static final String FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20\u2212";

  @ParameterizedTest
  @CsvSource({
    "CSV, ','",
    "CSV, ;",
    "CSV, |",
    "CSV, '\t'",
    "CSV, ' '",
    "TIMELINE, |",
    "TIMELINE, ','",
    "TIMELINE, ;",
    "TIMELINE, ' '"
  })
  void noCellIsAFormula(ObjectFormat format, char separator) throws IOException {
    Random random = new Random(5);
    FoundObject[] objects = new FoundObject[2000];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = hostile(random, format == ObjectFormat.CSV ? text(random) : "task_struct");
    }
    StringWriter out = new StringWriter();
    format.write(HostileResult.of(objects), out);
    String text = out.toString();
    int seen = 0;
    for (boolean quotes : new boolean[] {true, false}) {
      for (String cell : cells(text, separator, quotes)) {
        String shown = cell.replaceAll("^[\\s\\u00a0\"]+", "");
        boolean number = shown.matches("-?[0-9]+([.][0-9]+)?|-{10}");
        if (!shown.isEmpty() && !number) {
          assertThat(FORMULA.indexOf(shown.charAt(0))).as("cell <%s>", cell).isNegative();
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(2 * objects.length);
    assertThat(text.replace("\r\n", "\n").chars()).allMatch(c -> c == '\n' || c >= ' ');
  }

  private static FoundObject hostile(Random random, String type) {
    FoundObject found =
        HostileResult.named(
            type, HostileResult.names(text(random), text(random), "b", text(random)));
    return new FoundObject(
        found.object(),
        true,
        found.views(),
        found.finding(),
        new ObjectFacts.Builder().put("started", "2026-11-20T08:00:00Z").build());
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /// Splits as a spreadsheet does (RFC 4180), or at every separator and end of line.
  private static List<String> cells(String text, char separator, boolean quotes) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quotes && c == '"' && (quoted || cell.isEmpty())) {
        if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == separator || c == '\n' || c == '\r')) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
