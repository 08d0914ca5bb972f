package org.deepmem.kernel.linux;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `file`: an open file.
final class FileMembers implements MemberDecoder {
  private static final String SOCKETS = "sockfs";

  /// Bits of `f_flags` on x86 (include/uapi/asm-generic/fcntl.h), the telling ones.
  private static final Map<Integer, String> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put(02000, "append");
    FLAGS.put(04000, "nonblock");
    FLAGS.put(020000, "async");
    FLAGS.put(040000, "direct");
    FLAGS.put(0200000, "directory");
    FLAGS.put(04010000, "sync");
    FLAGS.put(010000000, "path");
    FLAGS.put(020200000, "tmpfile");
  }

  private final TaskOwners owners;
  private final TaskLabel label;
  private final FilePaths paths;
  private final DentryNames names;
  private final SuperBlocks superBlocks;
  private final Field path;
  private final Field dentry;
  private final Field superBlock;
  private final Field mode;
  private final Field flags;
  private final Field position;
  private final Field inode;
  private final Field number;
  private final Field cred;
  private final Field uid;
  private final Field data;

  FileMembers(
      KernelReader kernel,
      TaskOwners owners,
      FilePaths paths,
      DentryNames names,
      SuperBlocks superBlocks) {
    this.owners = owners;
    label = new TaskLabel(kernel);
    this.paths = paths;
    this.names = names;
    this.superBlocks = superBlocks;
    path = Field.of(kernel, "file", "f_path");
    dentry = Field.of(kernel, "file", "f_path.dentry");
    superBlock = Field.of(kernel, "dentry", "d_sb");
    mode = Field.of(kernel, "file", "f_mode");
    flags = Field.of(kernel, "file", "f_flags");
    position = Field.of(kernel, "file", "f_pos");
    inode = Field.of(kernel, "file", "f_inode");
    number = Field.of(kernel, "inode", "i_ino");
    cred = Field.of(kernel, "file", "f_cred");
    uid = Field.of(kernel, "cred", "uid");
    data = Field.of(kernel, "file", "private_data");
  }

  @Override
  public void decode(long file, ObjectFacts.Builder facts) {
    long name = dentry.follow(file);
    long opener = cred.follow(file);
    Optional<String> system = superBlocks.type(superBlock.follow(name));
    facts
        .put("path", path.isKnown() ? paths.of(path.at(file)) : Optional.empty())
        .put("access", mode(file))
        .put("flags", flags(file))
        .put("position", position.number(file))
        .put("filesystem", system)
        .put("inode", number.count(inode.follow(file)))
        .put("deleted", names.isDeleted(name))
        .put("uid", uid.count(opener))
        .link("dentry", "dentry", name)
        .link("inode", "inode", inode.follow(file))
        .link("cred", "cred", opener);
    long owner = owners.ofFile(file);
    label.put(facts, "owner", owner);
    facts.link("owner", "task_struct", owner);
    if (system.filter(SOCKETS::equals).isPresent()) {
      facts.link("socket", "socket", data.follow(file));
    }
  }

  /// FMODE_READ is 1, FMODE_WRITE 2.
  private Optional<String> mode(long file) {
    OptionalLong bits = mode.unsigned(file);
    return bits.isPresent()
        ? Optional.of(
            ((bits.getAsLong() & 1) != 0 ? "r" : "") + ((bits.getAsLong() & 2) != 0 ? "w" : ""))
        : Optional.empty();
  }

  private Optional<String> flags(long file) {
    OptionalLong set = flags.unsigned(file);
    if (set.isEmpty()) {
      return Optional.empty();
    }
    StringJoiner words = new StringJoiner(" ");
    FLAGS.forEach(
        (bits, word) -> {
          if ((set.getAsLong() & bits) == bits) {
            words.add(word);
          }
        });
    return Optional.of(words.toString());
  }
}
