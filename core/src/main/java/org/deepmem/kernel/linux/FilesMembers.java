package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `files_struct`: the descriptors of a process.
final class FilesMembers implements MemberDecoder {
  private static final int MOST_DESCRIPTORS = 1 << 20;

  private final KernelReader kernel;
  private final TaskOwners owners;
  private final TaskLabel label;
  private final Field table;
  private final Field limit;
  private final Field array;
  private final Field users;

  FilesMembers(KernelReader kernel, TaskOwners owners) {
    this.kernel = kernel;
    this.owners = owners;
    label = new TaskLabel(kernel);
    table = Field.of(kernel, "files_struct", "fdt");
    limit = Field.of(kernel, "fdtable", "max_fds");
    array = Field.of(kernel, "fdtable", "fd");
    users = Field.of(kernel, "files_struct", "count");
  }

  @Override
  public void decode(long files, ObjectFacts.Builder facts) {
    long owner = owners.ofFiles(files);
    long descriptors = table.follow(files);
    label.put(facts, "owner", owner);
    facts
        .put("openDescriptors", opened(descriptors))
        .put("maxDescriptors", limit.count(descriptors))
        .put("users", users.number(files))
        .link("owner", "task_struct", owner);
  }

  /// Descriptors that lead to a file; one that a call reserved for the file it waits for doesn't.
  private Optional<String> opened(long descriptors) {
    OptionalLong most = limit.unsigned(descriptors);
    long first = array.follow(descriptors);
    if (most.isEmpty() || first == 0 || most.getAsLong() > MOST_DESCRIPTORS) {
      return Optional.empty();
    }
    int word = kernel.wordSize();
    int bytes = (int) most.getAsLong() * word;
    if (!kernel.readable(first, bytes)) {
      return Optional.empty();
    }
    int count = 0;
    for (int at = 0; at < bytes; at += word) {
      count += kernel.pointer(first + at) != 0 ? 1 : 0;
    }
    return Optional.of(Integer.toString(count));
  }
}
