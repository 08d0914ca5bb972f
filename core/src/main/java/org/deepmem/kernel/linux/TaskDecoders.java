package org.deepmem.kernel.linux;

import java.util.Map;
import org.deepmem.kernel.KernelReader;

/// Decoders of tasks and what belongs to them.
final class TaskDecoders {
  private TaskDecoders() {}

  static void task(KernelReader kernel, long task, Map<String, String> facts) {
    number(kernel, task, "task_struct", "pid", "pid", facts);
    number(kernel, task, "task_struct", "tgid", "tgid", facts);
    int comm = kernel.offset("task_struct", "comm");
    if (comm >= 0) {
      facts.put("comm", kernel.text(task + comm, 16));
    }
  }

  static void memory(KernelReader kernel, long mm, Map<String, String> facts) {
    number(kernel, mm, "mm_struct", "map_count", "mappings", facts);
    int owner = kernel.offset("mm_struct", "owner");
    long task = owner < 0 ? 0 : kernel.pointer(mm + owner);
    if (kernel.isAddress(task)) {
      task(kernel, task, facts);
    }
  }

  static void area(KernelReader kernel, long area, Map<String, String> facts) {
    int start = kernel.offset("vm_area_struct", "vm_start");
    int end = kernel.offset("vm_area_struct", "vm_end");
    if (start >= 0 && end >= 0) {
      facts.put(
          "range", "%x-%x".formatted(kernel.pointer(area + start), kernel.pointer(area + end)));
    }
    int file = kernel.offset("vm_area_struct", "vm_file");
    long mapped = file < 0 ? 0 : kernel.pointer(area + file);
    if (kernel.isAddress(mapped)) {
      FileDecoders.file(kernel, mapped, facts);
    }
  }

  static void signal(KernelReader kernel, long signal, Map<String, String> facts) {
    number(kernel, signal, "signal_struct", "nr_threads", "threads", facts);
    int head = kernel.offset("signal_struct", "thread_head");
    int node = kernel.offset("task_struct", "thread_node");
    long first = head < 0 || node < 0 ? 0 : kernel.pointer(signal + head);
    if (kernel.isAddress(first) && first != signal + head) {
      task(kernel, first - node, facts);
    }
  }

  static void credentials(KernelReader kernel, long cred, Map<String, String> facts) {
    number(kernel, cred, "cred", "uid", "uid", facts);
    number(kernel, cred, "cred", "gid", "gid", facts);
    number(kernel, cred, "cred", "euid", "euid", facts);
  }

  static void pid(KernelReader kernel, long pid, Map<String, String> facts) {
    number(kernel, pid, "pid", "numbers.nr", "nr", facts);
  }

  private static void number(
      KernelReader kernel,
      long object,
      String structure,
      String member,
      String name,
      Map<String, String> facts) {
    int offset = kernel.offset(structure, member);
    if (offset >= 0) {
      facts.put(name, String.valueOf(kernel.int32(object + offset)));
    }
  }
}
