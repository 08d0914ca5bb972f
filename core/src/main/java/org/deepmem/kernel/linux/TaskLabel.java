package org.deepmem.kernel.linux;

import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.ObjectFacts;

/// Which process an object belongs to: its PID and command.
final class TaskLabel {
  private static final int LONGEST_COMM = 16; // TASK_COMM_LEN

  private final Field tgid;
  private final Field comm;

  TaskLabel(KernelReader kernel) {
    tgid = Field.of(kernel, "task_struct", "tgid", "pid");
    comm = Field.of(kernel, "task_struct", "comm");
  }

  /// Puts `...Pid` and `...Comm`, absent where there is no task.
  ///
  /// @param prefix such as `owner`
  /// @param task its address, 0 for none
  void put(ObjectFacts.Builder facts, String prefix, long task) {
    facts
        .put(prefix + "Pid", tgid.number(task))
        .put(prefix + "Comm", comm.text(task, LONGEST_COMM));
  }
}
