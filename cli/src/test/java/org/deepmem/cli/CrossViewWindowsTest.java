package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same on synthesised images: a process out of list, table and pool, a driver's entry out of
/// the list of modules, an entry of the process list that is none.
@Tag("slow")
class CrossViewWindowsTest {
  private static final Pattern TOLD =
      Pattern.compile("(?m)^(hidden|fabricated): (_[A-Z_]+) 0x([0-9a-f]+)");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"win7sp1x86", "win7sp1x64", "win10x64"})
  void whatWasHiddenOrPutThereIsFoundAndNothingElse(String system) throws IOException {
    Path image = folder.resolve("w.raw");
    Path symbols = folder.resolve("w.symbols.json");
    Run.of(
            Run.words(
                "lab synthesize --seed 77 --memory 192M --processes 20 --system",
                system,
                "-o",
                image))
        .ok();
    Path copy = folder.resolve("h.raw");

    Run attack =
        Run.of(
                Run.words(
                    "lab attack --unlink-process lsass.exe --unlink-from lists,tables,allocator"
                        + " --unlink-module tcpip.sys --fabricate text --format raw --symbols",
                    symbols,
                    image,
                    "-o",
                    copy))
            .ok();

    assertThat(flagged(image, symbols)).as("clean").isEmpty();
    List<JsonNode> objects = flagged(copy, symbols);
    List<MatchResult> told = TOLD.matcher(attack.out()).results().toList();
    assertThat(told).hasSize(3);
    for (MatchResult each : told) {
      assertThat(objects)
          .as(each.group())
          .anySatisfy(
              object -> {
                assertThat(object.get("finding").textValue()).isEqualTo(each.group(1));
                assertThat(object.get("type").textValue()).isEqualTo(each.group(2));
                assertThat(object.get("virtualAddress").textValue())
                    .isEqualTo("0x%16s".formatted(each.group(3)).replace(' ', '0'));
              });
    }
    // The others are the threads of the process, which the table of numbers lost with it.
    String pid = attack.out().replaceAll("(?s).*PID ([0-9]+), lsass.*", "$1");
    assertThat(objects)
        .filteredOn(object -> object.get("type").textValue().equals("_ETHREAD"))
        .hasSize(objects.size() - 3)
        .allSatisfy(
            thread -> assertThat(thread.get("names").get("pid").textValue()).isEqualTo(pid));
  }

  private static List<JsonNode> flagged(Path image, Path symbols) throws IOException {
    Run scan =
        Run.of(Run.words("scan --view flagged --format jsonl --symbols", symbols, image)).ok();
    return CrossViewTest.lines(scan).stream().skip(1).toList();
  }
}
