package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.Structures;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;

/// A circular list of a kernel's: of its processes, or of its modules.
///
/// @param structures the kernel's memory
/// @param type name of the structures in the list
/// @param link their member with the links
/// @param head virtual address of the list's head
record KernelRing(Structures structures, String type, String link, long head) {
  /// More entries than a list of a machine that can be dumped has.
  private static final int BOUND = 1 << 16;

  private static final String PROCESS = "_EPROCESS";
  private static final String PROCESS_LINK = "ActiveProcessLinks";

  /// The list of processes: of Linux without the idle task, which is its head; of Windows without
  /// the System process where only that one, which an exported variable leads to, tells where the
  /// list is.
  static KernelRing processes(Kernel kernel) throws AbsentMemoryException {
    Structures structures = structures(kernel);
    if (kernel instanceof LinuxKernel) {
      long first = kernel.symbols().require("init_task");
      long head = structures.at("task_struct", first).address("tasks");
      return new KernelRing(structures, "task_struct", "tasks", head);
    }
    OptionalLong named = kernel.symbols().address("PsActiveProcessHead");
    if (named.isPresent()) {
      return new KernelRing(structures, PROCESS, PROCESS_LINK, named.getAsLong());
    }
    long system = structures.memory().pointer(kernel.symbols().require("PsInitialSystemProcess"));
    long head = structures.at(PROCESS, system).address(PROCESS_LINK);
    return new KernelRing(structures, PROCESS, PROCESS_LINK, head);
  }

  /// The list of modules; of Windows in the order in which they were loaded.
  static KernelRing modules(Kernel kernel) {
    Structures structures = structures(kernel);
    return kernel instanceof LinuxKernel
        ? new KernelRing(structures, "module", "list", kernel.symbols().require("modules"))
        : new KernelRing(
            structures,
            "_LDR_DATA_TABLE_ENTRY",
            "InLoadOrderLinks",
            kernel.symbols().require("PsLoadedModuleList"));
  }

  private static Structures structures(Kernel kernel) {
    return new Structures(new VirtualMemory(kernel.space()), kernel.types());
  }

  /// The structures in the list, in its order. A list that doesn't come back to its head ends where
  /// it meets an entry again.
  List<Structure> entries() throws AbsentMemoryException {
    VirtualMemory memory = structures.memory();
    List<Structure> entries = new ArrayList<>();
    Set<Long> met = new HashSet<>();
    for (long entry = memory.pointer(head);
        entry != head && met.size() < BOUND && met.add(entry);
        entry = memory.pointer(entry)) {
      entries.add(structures.containing(type, link, entry));
    }
    return entries;
  }
}
