package org.deepmem.cli;

import java.io.PrintWriter;
import org.deepmem.report.HarmlessText;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what is wrong with a command line, and how it is used. What it quotes of the command line,
/// such as a file's name, is made harmless.
final class WrongUsage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        String.valueOf(wrong.getMessage())
            .lines()
            .map(HarmlessText::of)
            .reduce((a, b) -> a + System.lineSeparator() + b)
            .orElse(""));
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      command.usage(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
