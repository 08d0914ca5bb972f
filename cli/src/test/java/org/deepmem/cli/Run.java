package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/// What a run of the program left.
///
/// @param command what was run, for messages
/// @param status the exit status
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
record Run(String command, int status, String out, String err) {

  /// Runs a verb.
  static Run of(Object... arguments) {
    String[] words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = DeepMemCommand.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Run(String.join(" ", words), status, out.toString(), err.toString());
  }

  /// The words of a command line, and more after them.
  static Object[] words(String command, Object... more) {
    return Stream.concat(Arrays.stream(command.split(" ")), Arrays.stream(more)).toArray();
  }

  /// Checks that it went well.
  Run ok() {
    assertThat(status).as("%s: %s", command, err).isZero();
    return this;
  }

  /// Checks that it failed after some work, told in one last line that has these words in it.
  Run failedInTheEnd(String... words) {
    String last = err.lines().reduce("", (before, line) -> line) + System.lineSeparator();
    new Run(command, status, out, last).failed(words);
    return this;
  }

  /// Checks that it failed with one line that has these words in it.
  Run failed(String... words) {
    assertThat(status).as("%s: status, %s", command, err).isEqualTo(1);
    assertThat(err)
        .as(command)
        .startsWith("deepmem: ")
        .endsWith(System.lineSeparator())
        .doesNotContain("internal error")
        .doesNotContain("Exception")
        .hasLineCount(1)
        .contains(words);
    assertThat(err.length()).as("%s: readable: %s", command, err).isLessThan(600);
    return this;
  }

  /// Checks that it was refused as wrong usage, with these words.
  Run isWrongUsage(String... words) {
    assertThat(status).as("%s: status, %s", command, err).isEqualTo(2);
    assertThat(err).as(command).contains(words);
    return this;
  }

  /// Checks that nothing was given as a result.
  Run silent() {
    assertThat(out).as("%s: standard output", command).isEmpty();
    return this;
  }
}
