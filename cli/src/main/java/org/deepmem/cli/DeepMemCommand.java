package org.deepmem.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `deepmem` command: one verb a stage.
@Command(
    name = "deepmem",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Recognises kernel objects in a raw memory dump by what they look like and point to.",
    footer = {
      "",
      "Results go to standard output, everything else to standard error.",
      "Exit status: 0 done, 1 failed, 2 wrong usage.",
      "",
      "Example: deepmem demo"
    })
public final class DeepMemCommand {
  private static final String LAB = "lab";
  private static final String FLEET = "fleet";

  /// The verbs, in the order of their use.
  private static final Map<String, Class<?>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("info", InfoCommand.class);
    VERBS.put("scan", ScanCommand.class);
    VERBS.put("explain", ExplainCommand.class);
    VERBS.put("diff", DiffCommand.class);
    VERBS.put(FLEET, FleetCommand.class);
    VERBS.put("graph", GraphCommand.class);
    VERBS.put("label", LabelCommand.class);
    VERBS.put("train", TrainCommand.class);
    VERBS.put("evaluate", EvaluateCommand.class);
    VERBS.put("experiment", ExperimentCommand.class);
    VERBS.put("demo", DemoCommand.class);
    VERBS.put(LAB, LabCommand.class);
  }

  private DeepMemCommand() {}

  /// Runs a verb and ends the program with its exit status.
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /// Runs a verb on the standard streams.
  ///
  /// @return the exit status: 0 done, 1 failed, 2 wrong usage
  public static int run(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    return run(StandardStreams.out(), StandardStreams.err(), arguments);
  }

  /// The table of all verbs.
  static CommandLine commandLine() {
    return commandLine(VERBS.keySet(), true);
  }

  /// As much of the table as these arguments need: describing a verb to the parser takes longer
  /// than many a verb.
  private static CommandLine commandLine(String[] arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    return commandLine(
        VERBS.containsKey(first) ? Set.of(first) : VERBS.keySet(), first.equals(LAB));
  }

  private static CommandLine commandLine(Set<String> verbs, boolean verbsOfLab) {
    CommandLine commands = new CommandLine(new DeepMemCommand());
    for (String verb : verbs) {
      CommandLine command = new CommandLine(VERBS.get(verb));
      if (verb.equals(LAB) && verbsOfLab) {
        LabCommand.VERBS.forEach(command::addSubcommand);
      }
      if (verb.equals(FLEET)) {
        command.addSubcommand("rare", new CommandLine(FleetRareCommand.class));
      }
      commands.addSubcommand(verb, command);
    }
    return commands
        .setExecutionExceptionHandler(new FailureLine())
        .setParameterExceptionHandler(new WrongUsage())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// Runs a verb.
  ///
  /// @param out receives results
  /// @param err receives everything else
  /// @return the exit status: 0 done, 1 failed, 2 wrong usage
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commands = commandLine(arguments).setOut(out).setErr(err);
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
