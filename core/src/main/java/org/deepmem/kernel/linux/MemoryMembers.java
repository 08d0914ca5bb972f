package org.deepmem.kernel.linux;

import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `mm_struct`: a process's memory.
final class MemoryMembers implements MemberDecoder {
  private final TaskOwners owners;
  private final TaskLabel label;
  private final FilePaths paths;
  private final Field executable;
  private final Field path;
  private final Range code;
  private final Range data;
  private final Range heap;
  private final Range arguments;
  private final Range environment;
  private final Field stack;
  private final Field mappings;
  private final Field users;
  private final Field references;
  private final Field pages;
  private final Field tables;

  MemoryMembers(KernelReader kernel, TaskOwners owners, FilePaths paths) {
    this.owners = owners;
    this.paths = paths;
    label = new TaskLabel(kernel);
    executable = Field.of(kernel, "mm_struct", "exe_file");
    path = Field.of(kernel, "file", "f_path");
    code = Range.of(kernel, "start_code", "end_code");
    data = Range.of(kernel, "start_data", "end_data");
    heap = Range.of(kernel, "start_brk", "brk");
    arguments = Range.of(kernel, "arg_start", "arg_end");
    environment = Range.of(kernel, "env_start", "env_end");
    stack = Field.of(kernel, "mm_struct", "start_stack");
    mappings = Field.of(kernel, "mm_struct", "map_count");
    users = Field.of(kernel, "mm_struct", "mm_users");
    references = Field.of(kernel, "mm_struct", "mm_count");
    pages = Field.of(kernel, "mm_struct", "total_vm");
    tables = Field.of(kernel, "mm_struct", "pgd");
  }

  /// Two members between which something lies.
  private record Range(Field start, Field end) {
    static Range of(KernelReader kernel, String start, String end) {
      return new Range(Field.of(kernel, "mm_struct", start), Field.of(kernel, "mm_struct", end));
    }

    Optional<String> text(long mm) {
      return start.in(mm) && end.in(mm)
          ? Optional.of(
              KernelFact.hexadecimal(start.pointer(mm))
                  + "-"
                  + KernelFact.hexadecimal(end.pointer(mm)))
          : Optional.empty();
    }
  }

  @Override
  public void decode(long mm, ObjectFacts.Builder facts) {
    long owner = owners.ofMemory(mm);
    long file = executable.follow(mm);
    label.put(facts, "owner", owner);
    facts
        .put("executable", executable(mm, file))
        .put("code", code.text(mm))
        .put("data", data.text(mm))
        .put("heap", heap.text(mm))
        .put("stackStart", stack.hexadecimal(mm))
        .put("arguments", arguments.text(mm))
        .put("environment", environment.text(mm))
        .put("mappings", mappings.number(mm))
        .put("pages", pages.count(mm))
        .put("users", users.number(mm))
        .put("references", references.number(mm))
        .put("pageTables", tables.hexadecimal(mm))
        .link("owner", "task_struct", owner)
        .link("executable", "file", file);
  }

  private Optional<String> executable(long mm, long file) {
    if (executable.in(mm) && executable.pointer(mm) == 0) {
      return Optional.of("");
    }
    return file == 0 || !path.isKnown() ? Optional.empty() : paths.of(path.at(file));
  }
}
