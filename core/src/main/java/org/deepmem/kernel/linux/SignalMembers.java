package org.deepmem.kernel.linux;

import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `signal_struct`: what a process's threads share.
final class SignalMembers implements MemberDecoder {
  private static final int LONGEST_TERMINAL = 64;

  private final TaskLabel label;
  private final Field first;
  private final Field node;
  private final Field leader;
  private final Field signal;
  private final Field threads;
  private final Field references;
  private final Field exitCode;
  private final Field terminal;
  private final Field terminalName;

  SignalMembers(KernelReader kernel) {
    label = new TaskLabel(kernel);
    first = Field.of(kernel, "signal_struct", "thread_head.next");
    node = Field.of(kernel, "task_struct", "thread_node");
    leader = Field.of(kernel, "task_struct", "group_leader");
    signal = Field.of(kernel, "task_struct", "signal");
    threads = Field.of(kernel, "signal_struct", "nr_threads");
    references = Field.of(kernel, "signal_struct", "sigcnt");
    exitCode = Field.of(kernel, "signal_struct", "group_exit_code");
    terminal = Field.of(kernel, "signal_struct", "tty");
    terminalName = Field.of(kernel, "tty_struct", "name");
  }

  @Override
  public void decode(long group, ObjectFacts.Builder facts) {
    long owner = leader(group);
    label.put(facts, "owner", owner);
    facts
        .put("threads", threads.number(group))
        .put("terminal", terminal(group))
        .put("exitCode", exitCode.number(group))
        .put("references", references.number(group))
        .link("owner", "task_struct", owner);
  }

  /// The leader of the threads that are listed, unless those belong to another group by now.
  private long leader(long group) {
    long listed = first.follow(group);
    if (listed == 0 || !node.isKnown()) {
      return 0;
    }
    long owner = leader.follow(listed - node.offset());
    return owner != 0 && signal.pointer(owner) == group ? owner : 0;
  }

  private Optional<String> terminal(long group) {
    if (terminal.in(group) && terminal.pointer(group) == 0) {
      return Optional.of("");
    }
    return terminalName.text(terminal.follow(group), LONGEST_TERMINAL);
  }
}
