package org.deepmem.report;

import static org.deepmem.fuzz.Checks.require;
import static org.deepmem.fuzz.Checks.requireOneLine;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ResultDiff;
import org.deepmem.finding.ScanResult;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.fuzz.InputFile;

/// Results that are read again, and what is written of them, in every form.
public final class ResultFuzz implements FuzzTarget {
  /// Of so many inputs, one is written as a page.
  static final int PAGES = 8;

  @Override
  public void run(byte[] input) throws IOException {
    ScanResult result;
    try {
      ResultReader.isResult(InputFile.of(input));
      result = ResultReader.read(InputFile.of(input));
    } catch (IOException e) {
      requireOneLine(e);
      return;
    }
    ResultCheck.check(result, input.length % PAGES == 0);
    ResultDiff diff = ResultDiff.of(result, HostileResult.RESULT);
    StringWriter table = new StringWriter();
    DiffReport.table(diff, table);
    require(ResultCheck.isHarmless(table.toString()), "a table of differences is harmless");
    DiffReport.json(diff, new StringWriter());
  }

  @Override
  public long mostAllocated(int inputLength) {
    return 64L << 20;
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    StringWriter document = new StringWriter();
    StringWriter lines = new StringWriter();
    ObjectFormat.JSON.write(HostileResult.RESULT, document);
    ObjectFormat.JSONL.write(HostileResult.RESULT, lines);
    return List.of(
        document.toString().getBytes(StandardCharsets.UTF_8),
        lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
