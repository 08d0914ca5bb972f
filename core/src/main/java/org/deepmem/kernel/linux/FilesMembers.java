package org.deepmem.kernel.linux;

import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `files_struct`: the descriptors of a process.
final class FilesMembers implements MemberDecoder {
  private final TaskOwners owners;
  private final TaskLabel label;
  private final Descriptors descriptors;
  private final Field users;

  FilesMembers(KernelReader kernel, TaskOwners owners) {
    this.owners = owners;
    label = new TaskLabel(kernel);
    descriptors = new Descriptors(kernel);
    users = Field.of(kernel, "files_struct", "count");
  }

  @Override
  public void decode(long files, ObjectFacts.Builder facts) {
    long owner = owners.ofFiles(files);
    label.put(facts, "owner", owner);
    facts
        .put("openDescriptors", descriptors.files(files).map(open -> Integer.toString(open.length)))
        .put("maxDescriptors", descriptors.limit(files))
        .put("users", users.number(files))
        .link("owner", "task_struct", owner);
  }
}
