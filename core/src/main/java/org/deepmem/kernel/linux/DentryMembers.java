package org.deepmem.kernel.linux;

import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `dentry`.
final class DentryMembers implements MemberDecoder {
  private final DentryNames names;
  private final SuperBlocks superBlocks;
  private final Field superBlock;
  private final Field inode;
  private final Field number;

  DentryMembers(KernelReader kernel, DentryNames names, SuperBlocks superBlocks) {
    this.names = names;
    this.superBlocks = superBlocks;
    superBlock = Field.of(kernel, "dentry", "d_sb");
    inode = Field.of(kernel, "dentry", "d_inode");
    number = Field.of(kernel, "inode", "i_ino");
  }

  @Override
  public void decode(long dentry, ObjectFacts.Builder facts) {
    long block = superBlock.follow(dentry);
    long target = inode.follow(dentry);
    facts
        .put("path", names.path(dentry))
        .put("name", names.name(dentry))
        .put("filesystem", superBlocks.type(block))
        .put("device", superBlocks.id(block))
        .put("deleted", names.isDeleted(dentry));
    if (inode.in(dentry) && inode.pointer(dentry) == 0) {
      facts.put("inode", ""); // a name that was looked for and isn't there
    } else {
      facts.put("inode", number.count(target));
    }
    facts.link("inode", "inode", target).link("parent", "dentry", names.parent(dentry));
  }
}
