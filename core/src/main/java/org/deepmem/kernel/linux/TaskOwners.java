package org.deepmem.kernel.linux;

import java.util.HashMap;
import java.util.Map;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// Which process has what. Memory names its owner where the kernel was built so; the rest is told
/// by a walk along the kernel's list of processes, once, when it is first asked. For one thread.
final class TaskOwners {
  private final KernelReader kernel;
  private final Field owner;
  private final Field memory;
  private final Field files;
  private final Map<Long, Long> byMemory = new HashMap<>();
  private final Map<Long, Long> byFiles = new HashMap<>();
  private boolean walked;

  TaskOwners(KernelReader kernel) {
    this.kernel = kernel;
    owner = Field.of(kernel, "mm_struct", "owner");
    memory = Field.of(kernel, "task_struct", "mm");
    files = Field.of(kernel, "task_struct", "files");
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
    byFiles.putIfAbsent(files.follow(task), task);
    byMemory.remove(0L);
    byFiles.remove(0L);
  }
}
