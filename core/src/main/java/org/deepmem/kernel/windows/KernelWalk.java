package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.kernel.KernelReader;

/// What the kernel's lists and handle tables lead to. Addresses aren't checked here: broken lists
/// lead anywhere. For one thread.
final class KernelWalk {
  private final KernelReader kernel;
  private final LinkedEntries lists;
  private final HandleTables handles;
  private final PeImage image;

  KernelWalk(KernelReader kernel, PeImage image) {
    this.kernel = kernel;
    this.image = image;
    lists = new LinkedEntries(kernel);
    handles = new HandleTables(kernel);
  }

  /// Processes of PsActiveProcessHead, or where that symbol isn't known of the ring that the System
  /// process is in.
  Set<Long> processes() {
    int link = kernel.offset("_EPROCESS", "ActiveProcessLinks");
    long head = kernel.symbol("PsActiveProcessHead");
    Set<Long> processes = new LinkedHashSet<>();
    if (link == KernelReader.ABSENT) {
      return processes;
    }
    if (head == 0) {
      long system = kernel.pointer(kernel.symbol("PsInitialSystemProcess"));
      if (system != 0) {
        processes.add(system);
        head = system + link;
      }
    }
    for (long entry : lists.of(head)) {
      if (!image.contains(entry)) {
        processes.add(address(entry, link));
      }
    }
    return processes;
  }

  /// Threads of a process, by both of its lists.
  Set<Long> threads(long process) {
    Set<Long> threads = new LinkedHashSet<>();
    add(process, "Pcb.ThreadListHead", "Tcb.ThreadListEntry", threads);
    add(process, "ThreadListHead", "ThreadListEntry", threads);
    return threads;
  }

  private void add(long process, String head, String link, Set<Long> threads) {
    int at = kernel.offset("_EPROCESS", head);
    int entry = kernel.offset("_ETHREAD", link);
    if (at != KernelReader.ABSENT && entry != KernelReader.ABSENT) {
      lists.of(process + at).forEach(found -> threads.add(address(found, entry)));
    }
  }

  /// Entries of PsLoadedModuleList.
  Set<Long> modules() {
    Set<Long> modules = new LinkedHashSet<>();
    int link = kernel.offset("_LDR_DATA_TABLE_ENTRY", "InLoadOrderLinks");
    if (link != KernelReader.ABSENT) {
      lists
          .of(kernel.symbol("PsLoadedModuleList"))
          .forEach(entry -> modules.add(address(entry, link)));
    }
    return modules;
  }

  /// Object headers that a process's handles lead to.
  Set<Long> handles(long process) {
    int table = kernel.offset("_EPROCESS", "ObjectTable");
    return table == KernelReader.ABSENT ? Set.of() : handles.of(kernel.pointer(process + table));
  }

  /// Processes and threads of the table of their numbers.
  Set<Long> numbered() {
    long variable = kernel.symbol("PspCidTable");
    return variable == 0 ? Set.of() : handles.of(kernel.pointer(variable));
  }

  /// What went wrong so far, a line each.
  List<String> warnings() {
    List<String> all = new ArrayList<>(lists.warnings());
    all.addAll(handles.warnings());
    if (kernel.exhausted()) {
      all.add("lists and tables are longer than memory can hold: their walk was ended");
    }
    return all;
  }

  /// The object that has a link at `at`; of a 32-bit kernel zero-extended.
  private long address(long entry, int at) {
    return kernel.wordSize() == Long.BYTES ? entry - at : entry - at & 0xffff_ffffL;
  }
}
