package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.View;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.symbols.StructMember;

/// Hides a process as a rootkit does that only changes kernel data (DKOM): takes the `task_struct`
/// of each of its threads out of the list of processes, its parent's list of children, the lists of
/// threads, its control group's list ([View#LISTS]), and the chains that the table of process
/// numbers leads to ([View#TABLES]). The structures themselves stay where they are.
public final class TaskUnlink {
  /// Views that a process can be hidden from; all of them, where nothing else is said.
  public static final Set<View> VIEWS =
      Collections.unmodifiableSet(EnumSet.of(View.LISTS, View.TABLES));

  private static final List<String> LISTS =
      List.of("tasks", "sibling", "thread_group", "thread_node", "cg_list", "ptrace_entry");
  private static final Victim VICTIM = new Victim("task_struct", "pid", "comm");
  private static final String CHAINS = "pid_links";

  private final LinuxKernel kernel;
  private final ListEditor editor;
  private final Set<View> views;

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
    this(kernel, image, VIEWS);
  }

  /// @param kernel found in `image`
  /// @param image receives the changes
  /// @param views from which processes are hidden, of [#VIEWS]
  public TaskUnlink(LinuxKernel kernel, PatchedImage image, Set<View> views) {
    this.kernel = kernel;
    this.views = Set.copyOf(views);
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
    return KernelRing.processes(kernel).entries();
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
    int links = views.contains(View.LISTS) ? unlinkLists(task) : 0;
    return links + (views.contains(View.TABLES) ? unlinkChains(task) : 0);
  }

  private int unlinkLists(Structure task) throws AbsentMemoryException {
    int links = 0;
    for (String list : LISTS) {
      if (task.has(list) && editor.removeFromList(task.address(list))) {
        links++;
      }
    }
    return links;
  }

  private int unlinkChains(Structure task) throws AbsentMemoryException {
    int links = 0;
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
