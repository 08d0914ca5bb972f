package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `inode`.
final class InodeMembers implements MemberDecoder {
  private final DentryNames names;
  private final SuperBlocks superBlocks;
  private final Field number;
  private final Field mode;
  private final Field size;
  private final Field links;
  private final Field uid;
  private final Field gid;
  private final Field superBlock;
  private final Field aliases;
  private final int alias;
  private final Time read;
  private final Time written;
  private final Time changed;

  InodeMembers(KernelReader kernel, DentryNames names, SuperBlocks superBlocks) {
    this.names = names;
    this.superBlocks = superBlocks;
    number = Field.of(kernel, "inode", "i_ino");
    mode = Field.of(kernel, "inode", "i_mode");
    size = Field.of(kernel, "inode", "i_size");
    links = Field.of(kernel, "inode", "i_nlink", "__i_nlink");
    uid = Field.of(kernel, "inode", "i_uid");
    gid = Field.of(kernel, "inode", "i_gid");
    superBlock = Field.of(kernel, "inode", "i_sb");
    aliases = Field.of(kernel, "inode", "i_dentry.first");
    alias = kernel.offset("dentry", "d_u");
    read = Time.of(kernel, "i_atime");
    written = Time.of(kernel, "i_mtime");
    changed = Time.of(kernel, "i_ctime");
  }

  /// A time of an inode: a `timespec64`, under its own name or behind `__`, or since 6.11 two
  /// numbers.
  private record Time(Field seconds, Field nanoseconds) {
    static Time of(KernelReader kernel, String member) {
      return new Time(
          Field.of(kernel, "inode", member + ".tv_sec", "__" + member + ".tv_sec", member + "_sec"),
          Field.of(
              kernel, "inode", member + ".tv_nsec", "__" + member + ".tv_nsec", member + "_nsec"));
    }

    Optional<String> text(long inode) {
      OptionalLong second = seconds.signed(inode);
      OptionalLong fraction = nanoseconds.unsigned(inode);
      return second.isPresent() && fraction.isPresent()
          ? Optional.of(Field.time(second.getAsLong(), fraction.getAsLong() & 0x3fff_ffff))
          : Optional.empty();
    }
  }

  @Override
  public void decode(long inode, ObjectFacts.Builder facts) {
    long block = superBlock.follow(inode);
    long dentry = aliases.isKnown() && alias >= 0 ? aliases.follow(inode) : 0;
    long name = dentry == 0 ? 0 : dentry - alias;
    facts
        .put("number", number.count(inode))
        .put("mode", mode(inode))
        .put("size", size.number(inode))
        .put("path", path(inode, name))
        .put("filesystem", superBlocks.type(block))
        .put("device", superBlocks.id(block))
        .put("uid", uid.count(inode))
        .put("gid", gid.count(inode))
        .put("hardLinks", links.count(inode))
        .put("accessed", read.text(inode))
        .put("modified", written.text(inode))
        .put("changed", changed.text(inode))
        .link("dentry", "dentry", name);
  }

  private Optional<String> mode(long inode) {
    OptionalLong bits = mode.unsigned(inode);
    return bits.isPresent() ? Optional.of(FileMode.of((int) bits.getAsLong())) : Optional.empty();
  }

  /// The path of its first name; "" where it has none in memory.
  private Optional<String> path(long inode, long name) {
    if (name != 0) {
      return names.path(name);
    }
    return aliases.in(inode) && aliases.pointer(inode) == 0 ? Optional.of("") : Optional.empty();
  }
}
