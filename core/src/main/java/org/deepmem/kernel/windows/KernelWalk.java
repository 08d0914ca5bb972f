package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deepmem.kernel.KernelReader;

/// What the kernel's lists and handle tables lead to. Addresses aren't checked here: broken lists
/// lead anywhere. For one thread.
final class KernelWalk {
  private static final int MOST_PROCESSORS = 2048;
  private static final int KEY_ARRAY = 4;

  private final KernelReader kernel;
  private final LinkedEntries lists;
  private final HandleTables handles;
  private final PeImage image;
  private final Set<Long> blocks = new HashSet<>();

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

  /// Threads that the processors run and those that they idle in.
  Set<Long> running() {
    Set<Long> threads = new LinkedHashSet<>();
    long blocks = kernel.symbol("KiProcessorBlock");
    for (int cpu = 0; blocks != 0 && cpu < MOST_PROCESSORS; cpu++) {
      long block = kernel.pointer(blocks + (long) cpu * kernel.wordSize());
      if (block == 0) {
        break;
      }
      for (String member : List.of("CurrentThread", "NextThread", "IdleThread")) {
        int at = kernel.offset("_KPRCB", member);
        if (at != KernelReader.ABSENT) {
          threads.add(kernel.pointer(block + at));
        }
      }
    }
    return threads;
  }

  /// The process that a thread belongs to; 0 when the layout doesn't say.
  long owner(long thread) {
    int at = kernel.offset("_ETHREAD", "Tcb.Process");
    return at == KernelReader.ABSENT ? 0 : kernel.pointer(thread + at);
  }

  /// The opened keys of a key: up to four in an array of its control block, the others in a list.
  ///
  /// @param keyBody one of them
  Set<Long> siblings(long keyBody) {
    Set<Long> keys = new LinkedHashSet<>();
    int pointer = kernel.offset("_CM_KEY_BODY", "KeyControlBlock");
    int link = kernel.offset("_CM_KEY_BODY", "KeyBodyList");
    int array = kernel.offset("_CM_KEY_CONTROL_BLOCK", "KeyBodyArray");
    int head = kernel.offset("_CM_KEY_CONTROL_BLOCK", "KeyBodyListHead");
    long block = pointer == KernelReader.ABSENT ? 0 : kernel.pointer(keyBody + pointer);
    if (block == 0 || !blocks.add(block)) {
      return keys;
    }
    for (int i = 0; array != KernelReader.ABSENT && i < KEY_ARRAY; i++) {
      keys.add(kernel.pointer(block + array + (long) i * kernel.wordSize()));
    }
    if (head != KernelReader.ABSENT && link != KernelReader.ABSENT) {
      lists.of(block + head).forEach(entry -> keys.add(address(entry, link)));
    }
    keys.remove(0L);
    return keys;
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
