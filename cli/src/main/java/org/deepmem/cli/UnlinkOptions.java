package org.deepmem.cli;

import java.util.List;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.windows.WindowsKernel;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.attack.ProcessUnlink;
import org.deepmem.lab.attack.TaskUnlink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which processes `deepmem lab attack` hides from the kernel's lists.
@Command
final class UnlinkOptions {
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

  @Option(
      names = "--unlink-all",
      description = "The same for all processes of either system (with --share, some of them).")
  private boolean all;

  /// Whether nothing is to be hidden.
  boolean isEmpty() {
    return tasks.isEmpty() && processes.isEmpty() && !all;
  }

  /// Hides them, and says which.
  ///
  /// @param share and seed for `--unlink-all`
  void hide(Kernel kernel, PatchedImage image, double share, long seed, Console console)
      throws LabException {
    if (isEmpty()) {
      return;
    }
    if (kernel instanceof LinuxKernel linux && processes.isEmpty()) {
      hide(new TaskUnlink(linux, image), share, seed, console);
    } else if (kernel instanceof WindowsKernel && tasks.isEmpty()) {
      hide(new ProcessUnlink(kernel, image), share, seed, console);
    } else {
      throw new LabException(
          "%s: is of %s; --unlink-task is for Linux, --unlink-process for Windows"
              .formatted(image.path(), kernel.release()));
    }
  }

  private void hide(TaskUnlink attack, double share, long seed, Console console)
      throws LabException {
    for (String task : tasks) {
      TaskUnlink.Hidden hidden = attack.hide(task);
      console.out(
          "hidden: task_struct 0x%016x, PID %d, %s: %d threads out of %d lists",
          hidden.task(), hidden.pid(), hidden.comm(), hidden.threads().size(), hidden.links());
    }
    if (all) {
      List<TaskUnlink.Hidden> hidden = attack.hideAll(share, seed);
      console.out(
          "hidden: %,d processes, %,d threads out of %,d lists",
          hidden.size(),
          hidden.stream().mapToInt(process -> process.threads().size()).sum(),
          hidden.stream().mapToInt(TaskUnlink.Hidden::links).sum());
    }
  }

  private void hide(ProcessUnlink attack, double share, long seed, Console console)
      throws LabException {
    for (String process : processes) {
      ProcessUnlink.Hidden hidden = attack.hide(process);
      console.out(
          "hidden: _EPROCESS 0x%x, PID %d, %s: out of the list of active processes, its pool tag"
              + " overwritten",
          hidden.process(), hidden.pid(), hidden.name());
    }
    if (all) {
      console.out(
          "hidden: %,d processes, out of the list of active processes, their pool tags overwritten",
          attack.hideAll(share, seed).size());
    }
  }
}
