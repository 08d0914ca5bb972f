package org.deepmem.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.View;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.windows.WindowsKernel;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.Fabrication;
import org.deepmem.lab.attack.ModuleUnlink;
import org.deepmem.lab.attack.PatchedImage;
import org.deepmem.lab.attack.ProcessUnlink;
import org.deepmem.lab.attack.TaskUnlink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What `deepmem lab attack` changes in the kernel's lists: what it hides from them, and what it
/// adds.
@Command
final class ListOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--unlink-task",
      split = ",",
      paramLabel = "PID|COMM",
      description =
          "Linux: processes to take out of the kernel's lists and table of process numbers, with all"
              + " their threads.")
  private List<String> tasks = List.of();

  @Option(
      names = "--unlink-process",
      split = ",",
      paramLabel = "PID|NAME",
      description =
          "Windows: processes to take out of the list of active processes; the tag of the pool"
              + " block is overwritten, too.")
  private List<String> processes = List.of();

  @Option(
      names = "--unlink-all",
      description = "The same for all processes of either system (with --share, some of them).")
  private boolean all;

  @Option(
      names = "--unlink-from",
      split = ",",
      paramLabel = "VIEW",
      description =
          "Where processes are hidden: lists; tables, of process numbers (of Windows PspCidTable,"
              + " with the process's threads); allocator, the tag of the pool block (Windows)."
              + " By default lists,tables of Linux and lists,allocator of Windows.")
  private Set<View> views = Set.of();

  @Option(
      names = "--unlink-module",
      split = ",",
      paramLabel = "NAME",
      description =
          "Modules to take out of the list of modules and, of Linux, out of sysfs' set of them; of"
              + " Windows, out of all lists that the entry of PsLoadedModuleList is in.")
  private List<String> modules = List.of();

  @Option(
      names = "--fabricate",
      split = ",",
      paramLabel = "CONTENT",
      description =
          "Put an entry into the list of processes that belongs to none: inside a page of zeros, or"
              + " of text, drawn by --seed.")
  private List<Fabrication.Content> fabricated = List.of();

  /// Whether nothing is to be changed.
  boolean isEmpty() {
    return !hidesProcesses() && modules.isEmpty() && fabricated.isEmpty();
  }

  private boolean hidesProcesses() {
    return !tasks.isEmpty() || !processes.isEmpty() || all;
  }

  /// Refuses what makes no sense together.
  void check() {
    if (!views.isEmpty() && !hidesProcesses()) {
      throw new ParameterException(
          spec.commandLine(),
          "--unlink-from goes with --unlink-task, --unlink-process or --unlink-all");
    }
  }

  /// Changes the lists, and says what was done.
  ///
  /// @param share for `--unlink-all`
  /// @param seed for `--unlink-all` and `--fabricate`
  void change(Kernel kernel, PatchedImage image, double share, long seed, Console console)
      throws LabException {
    if (hidesProcesses()) {
      hideProcesses(kernel, image, share, seed, console);
    }
    for (String module : modules) {
      ModuleUnlink.Hidden hidden = new ModuleUnlink(kernel, image).hide(module);
      console.out(
          "hidden: %s 0x%x, %s: out of %d lists",
          hidden.type(), hidden.module(), hidden.name(), hidden.links());
    }
    for (int i = 0; i < fabricated.size(); i++) {
      Fabrication.Fabricated entry =
          new Fabrication(kernel, image).insert(fabricated.get(i), seed + i);
      console.out(
          "fabricated: %s 0x%x, by an entry at 0x%x of the list of processes, in a page of %s",
          entry.type(), entry.object(), entry.entry(), entry.content().label());
    }
  }

  private void hideProcesses(
      Kernel kernel, PatchedImage image, double share, long seed, Console console)
      throws LabException {
    if (kernel instanceof LinuxKernel linux && processes.isEmpty()) {
      hide(
          new TaskUnlink(linux, image, from(TaskUnlink.VIEWS, TaskUnlink.VIEWS)),
          share,
          seed,
          console);
    } else if (kernel instanceof WindowsKernel && tasks.isEmpty()) {
      Set<View> from = from(ProcessUnlink.VIEWS, ProcessUnlink.USUAL_VIEWS);
      hide(new ProcessUnlink(kernel, image, from), from, share, seed, console);
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

  private void hide(ProcessUnlink attack, Set<View> from, double share, long seed, Console console)
      throws LabException {
    for (String process : processes) {
      ProcessUnlink.Hidden hidden = attack.hide(process);
      console.out(
          "hidden: _EPROCESS 0x%x, PID %d, %s: %s",
          hidden.process(), hidden.pid(), hidden.name(), what(from, hidden.numbers()));
    }
    if (all) {
      List<ProcessUnlink.Hidden> hidden = attack.hideAll(share, seed);
      int numbers = hidden.stream().mapToInt(ProcessUnlink.Hidden::numbers).sum();
      console.out("hidden: %,d processes, %s", hidden.size(), what(from, numbers));
    }
  }

  private static String what(Set<View> from, int numbers) {
    List<String> done = new ArrayList<>();
    if (from.contains(View.LISTS)) {
      done.add("out of the list of active processes");
    }
    if (from.contains(View.TABLES)) {
      done.add("%,d entries of the table of numbers cleared".formatted(numbers));
    }
    if (from.contains(View.ALLOCATOR)) {
      done.add("pool tag overwritten");
    }
    return String.join(", ", done);
  }

  /// The views to hide from.
  ///
  /// @param possible of the system
  /// @param usual where none are given
  private Set<View> from(Set<View> possible, Set<View> usual) throws LabException {
    if (!possible.containsAll(views)) {
      throw new LabException(
          "--unlink-from: processes of this system can be hidden from %s"
              .formatted(possible.toString().toLowerCase(Locale.ROOT)));
    }
    return views.isEmpty() ? usual : views;
  }
}
