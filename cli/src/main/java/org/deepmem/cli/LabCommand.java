package org.deepmem.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `deepmem lab`: the verbs that make memory, anew or in another format.
@Command(
    name = "lab",
    description = "Makes memory to learn from and to be tested on.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: deepmem lab capture --kernel 'linux-image-6.1.0-*-cloud-amd64' -o dumps/"
    })
final class LabCommand implements Runnable {
  /// The verbs below this one.
  static final List<Class<?>> VERBS =
      List.of(
          LabCaptureCommand.class,
          LabSynthesizeCommand.class,
          LabConvertCommand.class,
          LabAttackCommand.class,
          LabRelayoutCommand.class,
          LabLayoutCommand.class);

  @Spec private CommandSpec spec;

  LabCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say which: deepmem lab capture, synthesize, convert, attack, relayout or layout");
  }
}
