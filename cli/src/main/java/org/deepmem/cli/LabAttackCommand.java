package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.files.AsideFile;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.attack.TaskUnlink;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.lab.image.WritableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deepmem lab attack`: a copy of a dump, harmed as an attacker would.
@Command(
    name = "attack",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a copy of a dump in which processes are hidden from the kernel's lists.",
    footer = {
      "",
      "Example: deepmem lab attack memory.elf --unlink-task 512 -o attacked.lime",
      "         deepmem scan attacked.lime --type task_struct"
    })
final class LabAttackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DUMP", description = "The memory dump; stays as it is.")
  private Path file = Path.of("");

  @Option(
      names = "--unlink-task",
      required = true,
      split = ",",
      paramLabel = "PID|COMM",
      description =
          "Processes to take out of the kernel's list of processes, lists of threads and table of"
              + " process numbers, with all their threads.")
  private List<String> tasks = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The dump to write; replaced when there.")
  private Path output = Path.of("");

  @Option(
      names = "--format",
      defaultValue = "lime",
      description = "raw, lime or kdump (${DEFAULT-VALUE}).")
  private WritableFormat format = WritableFormat.LIME;

  @Mixin private SymbolsOption symbols = new SymbolsOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    AsideFile.check(output);
    try (PatchedImage image = new PatchedImage(MemoryImages.open(file))) {
      TaskUnlink attack = new TaskUnlink(LinuxKernelFinder.find(image, symbols.open()), image);
      for (String task : tasks) {
        TaskUnlink.Hidden hidden = attack.hide(task);
        console.out(
            "hidden: task_struct 0x%016x, PID %d, %s: %d threads out of %d lists",
            hidden.task(), hidden.pid(), hidden.comm(), hidden.threads().size(), hidden.links());
      }
      format.writer(PageFilter.ALL, 6).write(image, output);
      console.reportDamage(image);
    }
    return 0;
  }
}
