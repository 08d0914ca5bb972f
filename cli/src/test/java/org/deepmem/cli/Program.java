package org.deepmem.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program as a process of its own.
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
}
