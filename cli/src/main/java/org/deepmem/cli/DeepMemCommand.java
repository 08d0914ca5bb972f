package org.deepmem.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
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
      ExperimentCommand.class,
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
    Locale.setDefault(Locale.ROOT);
    System.exit(run(StandardStreams.out(), StandardStreams.err(), arguments));
  }

  /// The table of verbs.
  static CommandLine commandLine() {
    return new CommandLine(new DeepMemCommand())
        .setExecutionExceptionHandler(new FailureLine())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// Runs a verb.
  ///
  /// @param out receives results
  /// @param err receives everything else
  /// @return the exit status: 0 done, 1 failed, 2 wrong usage
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commands = commandLine().setOut(out).setErr(err);
    int status;
    try {
      status = commands.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    } catch (VirtualMachineError e) {
      status = FailureLine.tell(e, err);
    }
    if (out.checkError() && status == 0) {
      status =
          FailureLine.tell(
              new IOException(
                  "standard output: can't be written; make room, or let its reader go on"),
              err);
    }
    return status;
  }
}
