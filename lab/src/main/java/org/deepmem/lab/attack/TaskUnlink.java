package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.symbols.StructMember;

/// Hides a process as a rootkit does that only changes kernel data (DKOM): takes the `task_struct`
/// of each of its threads out of the list of processes, its parent's list of children, the lists of
/// threads, its control group's list, and the chains that the table of process numbers leads to.
/// The structures themselves stay where they are.
public final class TaskUnlink {
  private static final List<String> LISTS =
      List.of("tasks", "sibling", "thread_group", "thread_node", "cg_list", "ptrace_entry");
  private static final Victim VICTIM = new Victim("task_struct", "pid", "comm");
  private static final String CHAINS = "pid_links";

  private final LinuxKernel kernel;
  private final ListEditor editor;

  /// What was hidden.
  ///
  /// @param task virtual address of the process's first `task_struct`
  /// @param pid its number
  /// @param comm its command
  /// @param threads all its `task_struct`s, the first among them
  /// @param links lists and chains that they were taken out of
  public record Hidden(long task, long pid, String comm, List<Long> threads, int links) {
    public Hidden {
      threads = List.copyOf(threads);
    }
  }

  /// @param kernel found in `image`
  /// @param image receives the changes
  public TaskUnlink(LinuxKernel kernel, PatchedImage image) {
    this.kernel = kernel;
    this.editor = new ListEditor(kernel.space(), image);
  }

  /// Hides a process.
  ///
  /// @param who its number, or its command when only one process has that
  /// @throws LabException when there is no such process, or several, or its memory isn't in the
  ///   dump
  public Hidden hide(String who) throws LabException {
    try {
      return hide(VICTIM.among(listed(), who, kernel.image().path().toString()));
    } catch (AbsentMemoryException e) {
      throw new LabException(
          "%s: process %s can't be hidden: %s"
              .formatted(kernel.image().path(), who, e.getMessage()),
          e);
    }
  }

  /// Hides the processes of the list, which the idle task isn't in.
  ///
  /// @param share of them that is hidden, in [0, 1]: each with this probability
  /// @param seed of the draw
  /// @throws LabException when their memory isn't in the dump
  public List<Hidden> hideAll(double share, long seed) throws LabException {
    try {
      List<Hidden> hidden = new ArrayList<>();
      for (Structure process : listed()) {
        if (Victim.isDrawn(process, share, seed)) {
          hidden.add(hide(process));
        }
      }
      return hidden;
    } catch (AbsentMemoryException e) {
      throw new LabException(
          "%s: the processes can't be hidden: %s".formatted(kernel.image().path(), e.getMessage()),
          e);
    }
  }

  private Hidden hide(Structure process) throws AbsentMemoryException {
    long pid = process.unsigned("pid");
    String comm = process.string("comm");
    List<Long> threads = threads(process);
    int links = 0;
    for (long thread : threads) {
      links += unlink(kernel.structure("task_struct", thread));
    }
    return new Hidden(process.address(), pid, comm, threads, links);
  }

  private List<Structure> listed() throws AbsentMemoryException {
    List<Structure> processes = new ArrayList<>();
    long head = kernel.symbol("init_task", "task_struct").address("tasks");
    for (long entry : kernel.lists().list(head).entries()) {
      processes.add(kernel.structures().containing("task_struct", "tasks", entry));
    }
    return processes;
  }

  private List<Long> threads(Structure process) throws AbsentMemoryException {
    List<Long> threads = new ArrayList<>();
    long head = kernel.structure("signal_struct", process.pointer("signal")).address("thread_head");
    for (long entry : kernel.lists().list(head).entries()) {
      threads.add(kernel.structures().containing("task_struct", "thread_node", entry).address());
    }
    return threads;
  }

  private int unlink(Structure task) throws AbsentMemoryException {
    int links = 0;
    for (String list : LISTS) {
      if (task.has(list) && editor.removeFromList(task.address(list))) {
        links++;
      }
    }
    StructMember chains = task.type().member(CHAINS);
    int entry = 2 * kernel.space().wordSize();
    for (int at = 0; at < chains.size(); at += entry) {
      if (editor.removeFromChain(task.address(CHAINS) + at)) {
        links++;
      }
    }
    return links;
  }
}
