package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;

/// Tasks, by three ways that don't depend on each other: the list of processes with each process's
/// list of threads, the table of process numbers, and each CPU's idle task.
final class TaskLists {
  private final LinuxKernel linux;
  private final KernelReader kernel;
  private final KernelLists lists;
  private final ReachedObjects reached;

  TaskLists(LinuxKernel linux, KernelReader kernel, ReachedObjects reached) {
    this.linux = linux;
    this.kernel = kernel;
    this.lists = new KernelLists(kernel);
    this.reached = reached;
  }

  void collect() {
    processList();
    pidTable();
    idleTasks();
    for (long task : reached.of("task_struct")) {
      properties(task);
    }
  }

  private void processList() {
    long first = kernel.symbol("init_task");
    int tasks = kernel.offset("task_struct", "tasks");
    if (first == 0 || tasks < 0) {
      return;
    }
    lists.circular(first + tasks, tasks, task -> threads(task));
    reached.add("task_struct", first, "symbol");
  }

  private void threads(long process) {
    reached.add("task_struct", process, "tasks");
    int signal = kernel.offset("task_struct", "signal");
    int head = kernel.offset("signal_struct", "thread_head");
    int node = kernel.offset("task_struct", "thread_node");
    if (signal >= 0 && head >= 0) {
      long group = kernel.pointer(process + signal);
      lists.circular(
          kernel.isAddress(group) ? group + head : 0,
          node,
          thread -> reached.add("task_struct", thread, "threads"));
    }
  }

  private void pidTable() {
    long namespace = kernel.symbol("init_pid_ns");
    int table = kernel.offset("pid_namespace", "idr.idr_rt");
    int tasks = kernel.offset("pid", "tasks");
    int links = kernel.offset("task_struct", "pid_links");
    if (namespace == 0 || table < 0) {
      return;
    }
    new XArray(kernel)
        .walk(
            namespace + table,
            pid -> {
              reached.add("pid", pid, "pid_table");
              if (tasks >= 0) {
                lists.bucket(
                    pid + tasks, links, task -> reached.add("task_struct", task, "pid_table"));
              }
            });
  }

  private void idleTasks() {
    int idle = kernel.offset("rq", "idle");
    for (CpuArea cpu : linux.cpus()) {
      long runQueue = kernel.symbol("runqueues");
      if (idle >= 0 && runQueue != 0) {
        reached.add("task_struct", kernel.pointer(cpu.offset() + runQueue + idle), "idle");
      }
    }
  }

  private void properties(long task) {
    add("mm_struct", task, "mm");
    add("mm_struct", task, "active_mm");
    add("signal_struct", task, "signal");
    add("files_struct", task, "files");
    add("cred", task, "cred");
    add("cred", task, "real_cred");
    add("cred", task, "ptracer_cred");
    add("pid", task, "thread_pid");
  }

  private void add(String type, long task, String member) {
    int offset = kernel.offset("task_struct", member);
    if (offset >= 0) {
      reached.add(type, kernel.pointer(task + offset), "task." + member);
    }
  }
}
