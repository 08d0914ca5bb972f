package org.deepmem.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ScanResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What was written is read back whole; what is broken names its line.
class ResultReaderTest {
  @TempDir private Path folder = Path.of("");

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("r.json"), text);
  }

  private List<String> lines() throws IOException {
    Path file = folder.resolve("whole.jsonl");
    ObjectFormat.JSONL.write(HostileResult.RESULT, file);
    return Files.readAllLines(file);
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "JSONL"})
  void aResultComesBack(ObjectFormat format) throws IOException {
    Path file = folder.resolve("r");
    format.write(HostileResult.RESULT, file);
    assertThat(ResultReader.isResult(file)).isTrue();
    ScanResult read = ResultReader.read(file);
    assertThat(read.dump()).isEqualTo(HostileResult.DUMP);
    assertThat(read.asked()).isEqualTo(HostileResult.RESULT.asked());
    assertThat(read.warnings()).isEqualTo(HostileResult.RESULT.warnings());
    // Probabilities are written with four decimals.
    assertThat(read.objects())
        .usingRecursiveComparison()
        .ignoringFields("object.probability")
        .isEqualTo(HostileResult.RESULT.objects());
    format.write(HostileResult.of(), file);
    assertThat(ResultReader.read(file)).isEqualTo(HostileResult.of());
  }

  @Test
  void whatIsNoResultIsTold() throws IOException {
    for (String text : List.of("", "{}", "[]", "{\"objects\":[]}", "\u007fELF")) {
      assertThat(ResultReader.isResult(file(text))).as(text).isFalse();
    }
    assertThat(ResultReader.isResult(file(" {\n \"dump\" : {}}"))).isTrue();
  }

  @Test
  void aFaultNamesItsLine() throws IOException {
    List<String> whole = lines();
    refused(whole.get(0) + "\n" + whole.get(1) + "\n{\"type\":", "line 3");
    refused(whole.get(0) + "\n" + whole.get(1) + "\n7\n", "line 3: ", "no object");
    refused(whole.get(0) + "\n" + whole.get(1).replace("live", "dead"), "line 2: ", "'dead'");
    refused(whole.get(0) + "\n" + whole.get(1).replace("live", "dead\\r\\nand"), "'dead  and'");
    refused(whole.get(0) + "\n" + whole.get(1).replace("live", "x".repeat(100_000)), "xxx…");
    refused(whole.get(0) + "\n" + whole.get(1).replace("0xffff", "0xgggg"), "line 2: ", "address");
    refused(whole.get(0).replace("2026-11-20T09", "today"), "line 1: ", "time");
    refused(whole.get(0).replace("allocator", "oracle"), "line 1: ", "no view is 'oracle'");
    refused("{\"dump\":null}", "line 1: ", "no text 'file'");
    refused("{\"dump\":" + "[".repeat(1000), "line 1: ", "nesting depth");
    refused("{\"views\":[]}", "'dump' wasn't there");
  }

  private void refused(String text, String... words) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> ResultReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll(Stream.of(words).toArray(String[]::new))
        .extracting(e -> String.valueOf(e.getMessage()).lines().count())
        .isEqualTo(1L);
  }
}
