package org.deepmem.kernel.linux;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `task_struct`.
final class TaskMembers implements MemberDecoder {
  private static final int KERNEL_THREAD = 0x0020_0000; // PF_KTHREAD
  private static final int LONGEST_COMM = 16; // TASK_COMM_LEN
  private static final long NANOSECONDS = 1_000_000_000; // a second

  private final Optional<Instant> boot;
  private final FilePaths paths;
  private final TaskLabel label;
  private final Field pid;
  private final Field tgid;
  private final Field comm;
  private final Field state;
  private final Field exitState;
  private final Field flags;
  private final Field started;
  private final Field parent;
  private final Field leader;
  private final Field cred;
  private final Field mm;
  private final Field files;
  private final Field signal;
  private final Field number;
  private final Field uid;
  private final Field euid;
  private final Field executable;
  private final Field path;

  /// @param boot when the system started, where it is known
  TaskMembers(KernelReader kernel, FilePaths paths, Optional<Instant> boot) {
    this.boot = boot;
    this.paths = paths;
    label = new TaskLabel(kernel);
    pid = Field.of(kernel, "task_struct", "pid");
    tgid = Field.of(kernel, "task_struct", "tgid");
    comm = Field.of(kernel, "task_struct", "comm");
    state = Field.of(kernel, "task_struct", "__state", "state");
    exitState = Field.of(kernel, "task_struct", "exit_state");
    flags = Field.of(kernel, "task_struct", "flags");
    started = Field.of(kernel, "task_struct", "start_boottime", "real_start_time", "start_time");
    parent = Field.of(kernel, "task_struct", "real_parent", "parent");
    leader = Field.of(kernel, "task_struct", "group_leader");
    cred = Field.of(kernel, "task_struct", "cred");
    mm = Field.of(kernel, "task_struct", "mm");
    files = Field.of(kernel, "task_struct", "files");
    signal = Field.of(kernel, "task_struct", "signal");
    number = Field.of(kernel, "task_struct", "thread_pid");
    uid = Field.of(kernel, "cred", "uid");
    euid = Field.of(kernel, "cred", "euid");
    executable = Field.of(kernel, "mm_struct", "exe_file");
    path = Field.of(kernel, "file", "f_path");
  }

  @Override
  public void decode(long task, ObjectFacts.Builder facts) {
    long credentials = cred.follow(task);
    long memory = mm.follow(task);
    facts
        .put("pid", pid.number(task))
        .put("tgid", tgid.number(task))
        .put("comm", comm.text(task, LONGEST_COMM))
        .put("uid", uid.count(credentials))
        .put("euid", euid.count(credentials))
        .put("state", state(task))
        .put("started", started(task));
    label.put(facts, "parent", parent.follow(task));
    facts.put("kernelThread", kernelThread(task)).put("executable", executable(task, memory));
    facts
        .link("parent", "task_struct", parent.follow(task))
        .link("mm", "mm_struct", memory)
        .link("cred", "cred", credentials)
        .link("files", "files_struct", files.follow(task))
        .link("signal", "signal_struct", signal.follow(task))
        .link("leader", "task_struct", leader.follow(task))
        .link("thread_pid", "pid", number.follow(task));
  }

  private Optional<String> state(long task) {
    OptionalLong now = state.unsigned(task);
    OptionalLong exit = exitState.unsigned(task);
    return now.isPresent() && exit.isPresent()
        ? Optional.of(TaskState.of(now.getAsLong(), exit.getAsLong()))
        : Optional.empty();
  }

  private Optional<String> kernelThread(long task) {
    OptionalLong bits = flags.unsigned(task);
    return bits.isPresent()
        ? Optional.of((bits.getAsLong() & KERNEL_THREAD) != 0 ? "yes" : "no")
        : Optional.empty();
  }

  /// The kernel counts from its start.
  private Optional<String> started(long task) {
    OptionalLong since = started.unsigned(task);
    if (since.isEmpty()) {
      return Optional.empty();
    }
    long nanoseconds = Math.max(0, since.getAsLong());
    return boot.map(
        zero ->
            Field.time(
                zero.getEpochSecond() + nanoseconds / NANOSECONDS,
                zero.getNano() + nanoseconds % NANOSECONDS));
  }

  /// A kernel thread has no memory of its own, so it runs no file: "".
  private Optional<String> executable(long task, long memory) {
    if (mm.in(task) && mm.pointer(task) == 0) {
      return Optional.of("");
    }
    long file = executable.follow(memory);
    return file == 0 || !path.isKnown() ? Optional.empty() : paths.of(path.at(file));
  }
}
