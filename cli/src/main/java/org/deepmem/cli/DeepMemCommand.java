package org.deepmem.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `deepmem` command: one verb a stage.
@Command(
    name = "deepmem",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Recognises kernel objects in a raw memory dump by what they look like and point to.",
    subcommands = {
      InfoCommand.class,
      ScanCommand.class,
      GraphCommand.class,
      LabelCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      DemoCommand.class,
      LabCommand.class
    },
    footer = {
      "",
      "Results go to standard output, everything else to standard error.",
      "Exit status: 0 done, 1 failed, 2 wrong usage.",
      "",
      "Example: deepmem demo"
    })
public final class DeepMemCommand {
  private DeepMemCommand() {}

  /// Runs a verb and ends the program with its exit status.
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /// Runs a verb.
  ///
  /// @return the exit status: 0 done, 1 failed, 2 wrong usage
  static int run(String... arguments) {
    CommandLine commands = new CommandLine(new DeepMemCommand());
    commands.setExecutionExceptionHandler(new FailureLine());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    return arguments.length == 0 ? commands.execute("--help") : commands.execute(arguments);
  }
}
