package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What the program says of itself, and of wrong usage.
class HelpTest {
  /// The words of every verb and verb of a verb, from the program's own table.
  static Stream<List<String>> verbs() {
    List<List<String>> verbs = new ArrayList<>();
    collect(DeepMemCommand.commandLine(), List.of(), verbs);
    return verbs.stream();
  }

  private static void collect(CommandLine command, List<String> words, List<List<String>> verbs) {
    verbs.add(words);
    command
        .getSubcommands()
        .forEach(
            (name, verb) -> {
              List<String> longer = new ArrayList<>(words);
              longer.add(name);
              collect(verb, longer, verbs);
            });
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHelpsWithAnExample(List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--help");

    Run help = Run.of(arguments.toArray()).ok();

    assertThat(help.err()).isEmpty();
    String name = String.join(" ", Stream.concat(Stream.of("deepmem"), words.stream()).toList());
    assertThat(help.out())
        .contains("Usage: " + name)
        .containsPattern("Examples?:[\\s\\S]*" + name)
        .doesNotContain("\u001b");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void theIssuesVerbsAreThere() {
    assertThat(verbs().map(words -> String.join(" ", words)))
        .contains(
            "info",
            "scan",
            "explain",
            "diff",
            "fleet",
            "fleet rare",
            "graph",
            "label",
            "train",
            "evaluate",
            "experiment",
            "demo",
            "lab capture");
  }

  @Test
  void withoutArgumentsItHelps() {
    Run help = Run.of().ok();
    assertThat(help.out()).contains("Usage: deepmem").contains("scan");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void itsVersionIsItsOwn() {
    assertThat(Run.of("--version").ok().out()).startsWith("deepmem ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "--nonsense",
        "info",
        "info a b",
        "scan",
        "scan a --format xml",
        "scan a --nonsense",
        "explain a",
        "explain a zz",
        "explain a phys:",
        "explain a 0x12345678123456789",
        "explain a 0x1 --format xml",
        "scan a --format parquet",
        "diff a",
        "diff a b --format csv",
        "fleet a",
        "fleet -o b",
        "fleet rare",
        "fleet rare a --format xml",
        "fleet rare a --limit 0",
        "graph a",
        "graph -o b",
        "graph a -o b --cut 24",
        "label a",
        "train --data a",
        "train -o b",
        "train --data a -o b --seed x",
        "train --data a -o b --recipe x",
        "train --data a -o b --width 0",
        "train --data a -o b --input x",
        "train --data a -o b --edges left-neighbour,up",
        "train --data a -o b --edges none,left-neighbour",
        "train --data a -o b --edges none --hops 2",
        "evaluate",
        "evaluate --data a --format csv",
        "experiment",
        "experiment accuracy --data a",
        "experiment nonsense --data a -o b",
        "experiment accuracy --data . -o b --seeds 0",
        "lab",
        "lab nonsense",
        "lab convert a -o b",
        "lab attack a -o b",
        "lab attack a -o b --random-bytes 0",
        "lab attack a -o b --random-bytes 4..1",
        "lab attack a -o b --zero-pointers x",
        "lab attack a -o b --zero-pointers 1 --share 1.5",
        "lab attack a -o b --smear some",
        "lab convert a -o b --format kdump --level 10",
        "lab synthesize -o a",
        "lab synthesize --system winxp -o a",
        "lab synthesize --system win7sp1x86 --memory 64M -o a",
        "lab synthesize --system win7sp1x86 --memory 512 -o a",
        "lab synthesize --system win7sp1x86 --processes 0 -o a",
        "lab synthesize --system win7sp1x86 --processes 3 -o a.raw",
        "lab synthesize --system win7sp1x86 --memory 128M --processes 300 -o a.raw",
        "lab synthesize --system win7sp1x86 --hidden 60 -o a",
        "lab capture",
        "lab capture -o a",
        "lab capture --kernel a --qmp b -o c",
        "lab capture --kernel a -o c --count 0",
        "lab capture --kernel a -o c --format vmdk",
        "lab capture --qmp a -o c --live",
        "lab capture --kernel a -o c --keep",
        "lab capture --kernel a -o c --live --live-rate 0"
      })
  void wrongUsageIsTold(String line) {
    Run wrong = Run.of((Object[]) line.split(" ", -1));
    assertThat(wrong.status()).as(wrong.err()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err())
        .containsAnyOf("Usage: deepmem", "Did you mean", "Possible solutions")
        .doesNotContain("\tat ");
  }
}
