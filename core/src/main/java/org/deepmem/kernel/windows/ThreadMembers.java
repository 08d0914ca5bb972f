package org.deepmem.kernel.windows;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `_ETHREAD`.
final class ThreadMembers implements MemberDecoder {
  private static final int LONGEST_IMAGE = 15;
  private static final int WAITING = 5;

  /// KTHREAD_STATE, the same since Windows 2003.
  private static final String[] STATES = {
    "initialized",
    "ready",
    "running",
    "standby",
    "terminated",
    "waiting",
    "transition",
    "deferred ready",
    "gate wait",
    "waiting for process in swap"
  };

  /// KWAIT_REASON, as of Windows 7.
  private static final String[] REASONS = {
    "executive",
    "free page",
    "page in",
    "pool allocation",
    "delay execution",
    "suspended",
    "user request",
    "executive",
    "free page",
    "page in",
    "pool allocation",
    "delay execution",
    "suspended",
    "user request",
    "event pair",
    "queue",
    "LPC receive",
    "LPC reply",
    "virtual memory",
    "page out",
    "rendezvous",
    "keyed event",
    "terminated",
    "process in swap",
    "CPU rate control",
    "callout stack",
    "kernel",
    "resource",
    "push lock",
    "mutex",
    "quantum end",
    "dispatch interrupt",
    "preempted",
    "yield execution",
    "fast mutex",
    "guarded mutex",
    "rundown"
  };

  private final Field tid;
  private final Field pid;
  private final Field process;
  private final Field image;
  private final Field start;
  private final Field userStart;
  private final Field created;
  private final Field exited;
  private final Field state;
  private final Field reason;
  private final Field priority;

  ThreadMembers(KernelReader kernel) {
    tid = Field.of(kernel, "_ETHREAD", "Cid.UniqueThread");
    pid = Field.of(kernel, "_ETHREAD", "Cid.UniqueProcess");
    process = Field.of(kernel, "_ETHREAD", "ThreadsProcess", "Tcb.Process");
    image = Field.of(kernel, "_EPROCESS", "ImageFileName");
    start = Field.of(kernel, "_ETHREAD", "StartAddress");
    userStart = Field.of(kernel, "_ETHREAD", "Win32StartAddress");
    created = Field.of(kernel, "_ETHREAD", "CreateTime");
    exited = Field.of(kernel, "_ETHREAD", "ExitTime");
    state = Field.of(kernel, "_ETHREAD", "Tcb.State");
    reason = Field.of(kernel, "_ETHREAD", "Tcb.WaitReason");
    priority = Field.of(kernel, "_ETHREAD", "Tcb.Priority");
  }

  @Override
  public void decode(long thread, ObjectFacts.Builder facts) {
    long owner = process.follow(thread);
    OptionalLong now = state.unsigned(thread);
    facts
        .put("tid", tid.count(thread))
        .put("pid", pid.count(thread))
        .put("image", image.text(owner, LONGEST_IMAGE))
        .put("state", word(STATES, now))
        .put(
            "waitReason",
            now.orElse(WAITING) == WAITING
                ? word(REASONS, reason.unsigned(thread))
                : Optional.of(""))
        .put("startAddress", start.hexadecimal(thread))
        .put("win32StartAddress", userStart.hexadecimal(thread))
        .put("created", WindowsMembers.time(created, thread))
        .put("exited", exited(thread, now))
        .put("priority", priority.count(thread))
        .link("process", "_EPROCESS", owner);
  }

  /// The member shares its place with a list that threads are on before they end.
  private Optional<String> exited(long thread, OptionalLong now) {
    boolean ended = now.isPresent() && STATES[4].equals(word(STATES, now).orElse(""));
    return now.isEmpty() || ended ? WindowsMembers.time(exited, thread) : Optional.of("");
  }

  private static Optional<String> word(String[] words, OptionalLong number) {
    if (number.isEmpty()) {
      return Optional.empty();
    }
    long value = number.getAsLong();
    return Optional.of(
        value >= 0 && value < words.length ? words[(int) value] : Long.toString(value));
  }
}
