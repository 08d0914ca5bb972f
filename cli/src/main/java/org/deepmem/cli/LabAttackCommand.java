package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deepmem.KernelSearch;
import org.deepmem.files.AsideFile;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.windows.WindowsKernel;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.attack.ProcessUnlink;
import org.deepmem.lab.attack.TaskUnlink;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.lab.image.WritableFormat;
import picocli.CommandLine.ArgGroup;
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
      "         deepmem scan attacked.lime --type task_struct",
      "         deepmem lab attack win7.raw --unlink-process 1234 --format raw -o hidden.raw"
    })
final class LabAttackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DUMP", description = "The memory dump; stays as it is.")
  private Path file = Path.of("");

  /// Who is hidden: the option says of which system.
  static final class Victims {
    @Option(
        names = "--unlink-task",
        split = ",",
        paramLabel = "PID|COMM",
        description =
            "Linux: processes to take out of the kernel's list of processes, lists of threads and"
                + " table of process numbers, with all their threads.")
    private List<String> tasks = List.of();

    @Option(
        names = "--unlink-process",
        split = ",",
        paramLabel = "PID|NAME",
        description =
            "Windows: processes to take out of the list of active processes; the tag of the pool"
                + " block is overwritten too.")
    private List<String> processes = List.of();
  }

  @ArgGroup(multiplicity = "1")
  private Victims victims = new Victims();

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
      Kernel kernel = KernelSearch.place(image).kernel(symbols.open());
      if (kernel instanceof LinuxKernel linux && victims.processes.isEmpty()) {
        unlinkTasks(new TaskUnlink(linux, image));
      } else if (kernel instanceof WindowsKernel && victims.tasks.isEmpty()) {
        unlinkProcesses(new ProcessUnlink(kernel, image));
      } else {
        throw new LabException(
            "%s: is of %s; --unlink-task is for Linux, --unlink-process for Windows"
                .formatted(file, kernel.release()));
      }
      format.writer(PageFilter.ALL, 6).write(image, output);
      console.reportDamage(image);
    }
    return 0;
  }

  private void unlinkTasks(TaskUnlink attack) throws LabException {
    for (String task : victims.tasks) {
      TaskUnlink.Hidden hidden = attack.hide(task);
      console.out(
          "hidden: task_struct 0x%016x, PID %d, %s: %d threads out of %d lists",
          hidden.task(), hidden.pid(), hidden.comm(), hidden.threads().size(), hidden.links());
    }
  }

  private void unlinkProcesses(ProcessUnlink attack) throws LabException {
    for (String process : victims.processes) {
      ProcessUnlink.Hidden hidden = attack.hide(process);
      console.out(
          "hidden: _EPROCESS 0x%x, PID %d, %s: out of the list of active processes, its pool tag"
              + " overwritten",
          hidden.process(), hidden.pid(), hidden.name());
    }
  }
}
