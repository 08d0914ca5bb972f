package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `pid`: a process's number in each namespace that sees it, the outermost first.
final class PidMembers implements MemberDecoder {
  private static final int DEEPEST = 32; // MAX_PID_NS_LEVEL

  private final TaskLabel label;
  private final Field number;
  private final Field namespace;
  private final Field inode;
  private final Field level;
  private final Field references;
  private final int stride;
  private final Field[] uses = new Field[4];
  private final Field links;
  private final int linkSize;

  PidMembers(KernelReader kernel) {
    label = new TaskLabel(kernel);
    number = Field.of(kernel, "pid", "numbers.nr");
    namespace = Field.of(kernel, "pid", "numbers.ns");
    inode = Field.of(kernel, "pid_namespace", "ns.inum");
    level = Field.of(kernel, "pid", "level");
    references = Field.of(kernel, "pid", "count");
    stride = kernel.size("upid").orElse(0);
    for (int use = 0; use < uses.length; use++) {
      uses[use] = Field.of(kernel, "pid", "tasks[%d].first".formatted(use));
    }
    links = Field.of(kernel, "task_struct", "pid_links");
    linkSize = kernel.size("hlist_node").orElse(2 * kernel.wordSize());
  }

  @Override
  public void decode(long pid, ObjectFacts.Builder facts) {
    long task = task(pid, 0);
    facts.put("number", number.number(pid));
    label.put(facts, "task", task);
    facts
        .put("level", level.count(pid))
        .put("numbers", each(pid, number, entry -> number.number(entry)))
        .put("namespaces", each(pid, namespace, entry -> inode.count(namespace.follow(entry))))
        .put("references", references.number(pid))
        .link("task", "task_struct", task)
        .link("process", "task_struct", task(pid, 1))
        .link("groupLeader", "task_struct", task(pid, 2))
        .link("sessionLeader", "task_struct", task(pid, 3));
  }

  /// The first task that uses the number as its own (0), its process's (1), its group's (2) or its
  /// session's (3); 0 for none.
  private long task(long pid, int use) {
    long linked = uses[use].follow(pid);
    return linked == 0 || !links.isKnown() ? 0 : linked - links.offset() - (long) use * linkSize;
  }

  private interface Entry {
    Optional<String> of(long entry);
  }

  private Optional<String> each(long pid, Field member, Entry value) {
    OptionalLong last = level.unsigned(pid);
    if (last.isEmpty() || last.getAsLong() > DEEPEST || !member.isKnown() || stride == 0) {
      return Optional.empty();
    }
    StringJoiner texts = new StringJoiner(" ");
    for (int i = 0; i <= last.getAsLong(); i++) {
      texts.add(value.of(pid + (long) i * stride).orElse("?"));
    }
    return Optional.of(texts.toString());
  }
}
