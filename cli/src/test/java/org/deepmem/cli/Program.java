package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program, and others, as processes of their own.
final class Program {
  private Program() {}

  /// A run of the command.
  static ProcessBuilder command(List<String> arguments) {
    List<String> program = new ArrayList<>(List.of(DeepMemCommand.class.getName()));
    program.addAll(arguments);
    return java(program);
  }

  /// A run of any class. `env` gives the process an interrupt signal that isn't ignored, whoever
  /// started the tests.
  ///
  /// @param program its name, and its arguments
  static ProcessBuilder java(List<String> program) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Ddeepmem.home=" + Home.path("."),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("DEEPMEM_TRACE");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  /// Runs another program to its end.
  ///
  /// @return its exit status, 127 where it isn't installed
  static int status(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127;
    }
  }
}
