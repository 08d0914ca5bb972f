package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelFact;

/// What a task does, in the words of /proc (include/linux/sched.h, the bits since 4.14).
final class TaskState {
  private static final int IDLE = 0x402; // TASK_UNINTERRUPTIBLE | TASK_NOLOAD
  private static final int REPORTED = 0x7f;
  private static final String[] WORDS = {
    "running", "sleeping", "disk sleep", "stopped", "traced", "dead", "zombie", "parked"
  };

  private TaskState() {}

  /// @param state `__state`, or `state` before 5.14
  /// @param exitState `exit_state`
  static String of(long state, long exitState) {
    long all = state | exitState;
    if (exitState == 0 && (state & IDLE) == IDLE) {
      return "idle";
    }
    long reported = all & REPORTED;
    if (reported != 0) {
      return WORDS[Long.SIZE - Long.numberOfLeadingZeros(reported)];
    }
    if (all == 0) {
      return WORDS[0];
    }
    if ((all & 0x80) != 0) {
      return "dead"; // TASK_DEAD
    }
    return switch ((int) all) {
      case 0x200 -> "waking";
      case 0x800 -> "new";
      case 0x1000 -> "disk sleep"; // TASK_RTLOCK_WAIT
      case 0x8000 -> "frozen";
      default -> KernelFact.hexadecimal(all);
    };
  }
}
