package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `vm_area_struct`: a mapping of a process.
final class AreaMembers implements MemberDecoder {
  private static final int SHARED = 0x80; // VM_MAYSHARE, as /proc says it

  private final TaskOwners owners;
  private final TaskLabel label;
  private final FilePaths paths;
  private final Field start;
  private final Field end;
  private final Field flags;
  private final Field memory;
  private final Field file;
  private final Field path;
  private final Field pageOffset;
  private final Field heapStart;
  private final Field heapEnd;
  private final Field stack;

  AreaMembers(KernelReader kernel, TaskOwners owners, FilePaths paths) {
    this.owners = owners;
    this.paths = paths;
    label = new TaskLabel(kernel);
    start = Field.of(kernel, "vm_area_struct", "vm_start");
    end = Field.of(kernel, "vm_area_struct", "vm_end");
    flags = Field.of(kernel, "vm_area_struct", "vm_flags");
    memory = Field.of(kernel, "vm_area_struct", "vm_mm");
    file = Field.of(kernel, "vm_area_struct", "vm_file");
    pageOffset = Field.of(kernel, "vm_area_struct", "vm_pgoff");
    path = Field.of(kernel, "file", "f_path");
    heapStart = Field.of(kernel, "mm_struct", "start_brk");
    heapEnd = Field.of(kernel, "mm_struct", "brk");
    stack = Field.of(kernel, "mm_struct", "start_stack");
  }

  @Override
  public void decode(long area, ObjectFacts.Builder facts) {
    long mm = memory.follow(area);
    long mapped = file.follow(area);
    long owner = mm == 0 ? 0 : owners.ofMemory(mm);
    facts.put("range", range(area)).put("flags", flags(area)).put("path", path(area, mapped, mm));
    label.put(facts, "owner", owner);
    if (mapped != 0) {
      facts.put("pageOffset", pageOffset.count(area));
    }
    facts
        .link("mm", "mm_struct", mm)
        .link("file", "file", mapped)
        .link("owner", "task_struct", owner);
  }

  private Optional<String> range(long area) {
    return start.in(area) && end.in(area)
        ? Optional.of(
            KernelFact.hexadecimal(start.pointer(area))
                + "-"
                + KernelFact.hexadecimal(end.pointer(area)))
        : Optional.empty();
  }

  private Optional<String> flags(long area) {
    OptionalLong bits = flags.unsigned(area);
    if (bits.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      text.append((bits.getAsLong() & 1 << i) != 0 ? "rwx".charAt(i) : '-');
    }
    return Optional.of(text.append((bits.getAsLong() & SHARED) != 0 ? 's' : 'p').toString());
  }

  /// The mapped file, `[heap]` or `[stack]` as /proc tells them, or "" for other memory.
  private Optional<String> path(long area, long mapped, long mm) {
    if (mapped != 0) {
      return path.isKnown() ? paths.of(path.at(mapped)) : Optional.empty();
    }
    if (!file.in(area) || file.pointer(area) != 0) {
      return Optional.empty();
    }
    long from = start.pointer(area);
    long to = end.pointer(area);
    if (heapStart.in(mm) && from < heapEnd.pointer(mm) && to > heapStart.pointer(mm)) {
      return Optional.of("[heap]");
    }
    boolean isStack = stack.in(mm) && from <= stack.pointer(mm) && to >= stack.pointer(mm);
    return Optional.of(isStack ? "[stack]" : "");
  }
}
