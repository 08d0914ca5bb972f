package org.deepmem.kernel.linux;

import java.util.HashMap;
import java.util.Map;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// Which process has what. Memory names its owner where the kernel was built so; the rest is told
/// by a walk along the kernel's list of processes, once, when it is first asked. For one thread.
final class TaskOwners {
  private static final long[] NONE = {};

  private final KernelReader kernel;
  private final Field owner;
  private final Field memory;
  private final Field files;
  private final Map<Long, Long> byMemory = new HashMap<>();
  private final Map<Long, Long> byFiles = new HashMap<>();
  private final Map<Long, Long> byFile = new HashMap<>();
  private final Descriptors descriptors;
  private boolean walked;

  TaskOwners(KernelReader kernel) {
    this.kernel = kernel;
    owner = Field.of(kernel, "mm_struct", "owner");
    memory = Field.of(kernel, "task_struct", "mm");
    files = Field.of(kernel, "task_struct", "files");
    descriptors = new Descriptors(kernel);
  }

  /// The process of an `mm_struct`; 0 where none is known.
  long ofMemory(long mm) {
    long task = owner.follow(mm);
    return task != 0 ? task : walk().byMemory.getOrDefault(mm, 0L);
  }

  /// The process of a `files_struct`; 0 where none is known.
  long ofFiles(long table) {
    return walk().byFiles.getOrDefault(table, 0L);
  }

  /// The first process of the list that has a `file` open; 0 where none is known to.
  long ofFile(long file) {
    return walk().byFile.getOrDefault(file, 0L);
  }

  private TaskOwners walk() {
    int tasks = kernel.offset("task_struct", "tasks");
    long first = kernel.symbol("init_task");
    if (!walked && tasks >= 0 && first != 0) {
      note(first);
      new KernelLists(kernel).circular(first + tasks, tasks, this::note);
    }
    walked = true;
    return this;
  }

  private void note(long task) {
    byMemory.putIfAbsent(memory.follow(task), task);
    byMemory.remove(0L);
    long table = files.follow(task);
    if (table != 0 && byFiles.putIfAbsent(table, task) == null) {
      for (long file : descriptors.files(table).orElse(NONE)) {
        byFile.putIfAbsent(file, task);
      }
    }
  }
}
