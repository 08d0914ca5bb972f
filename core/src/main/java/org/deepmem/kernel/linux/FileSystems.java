package org.deepmem.kernel.linux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.deepmem.kernel.KernelReader;

/// Names and inodes: from every mounted file system's root and inode list, and from the two hash
/// tables that all file systems share.
final class FileSystems {
  private static final int MAX_BUCKETS = 1 << 26;

  private final KernelReader kernel;
  private final KernelLists lists;
  private final ReachedObjects reached;

  FileSystems(KernelReader kernel, ReachedObjects reached) {
    this.kernel = kernel;
    this.lists = new KernelLists(kernel);
    this.reached = reached;
  }

  void collect() {
    int list = kernel.offset("super_block", "s_list");
    lists.circular(
        kernel.symbol("super_blocks"),
        list,
        superBlock -> reached.add("super_block", superBlock, "super_blocks"));
    dentryHash();
    inodeHash();
    int inodes = kernel.offset("super_block", "s_inodes");
    int inode = kernel.offset("inode", "i_sb_list");
    int root = kernel.offset("super_block", "s_root");
    for (long superBlock : reached.of("super_block")) {
      if (inodes >= 0) {
        lists.circular(
            superBlock + inodes, inode, address -> reached.add("inode", address, "s_inodes"));
      }
      if (root >= 0) {
        tree(kernel.pointer(superBlock + root));
      }
    }
    links();
  }

  private void dentryHash() {
    long table = kernel.pointer(kernel.symbol("dentry_hashtable"));
    int shift = kernel.int32(kernel.symbol("d_hash_shift"));
    int member = kernel.offset("dentry", "d_hash");
    long buckets = shift > 0 && shift < 32 ? 1L << 32 - shift : 0;
    buckets(table, buckets, member, "dentry", "dentry_hashtable");
  }

  private void inodeHash() {
    long table = kernel.pointer(kernel.symbol("inode_hashtable"));
    long buckets = (kernel.int32(kernel.symbol("i_hash_mask")) & 0xffffffffL) + 1;
    buckets(table, buckets, kernel.offset("inode", "i_hash"), "inode", "inode_hashtable");
  }

  private void buckets(long table, long count, int member, String type, String source) {
    if (!kernel.isAddress(table)) {
      return;
    }
    for (long i = 0; i < Math.min(count, MAX_BUCKETS); i++) {
      lists.bucket(
          table + i * kernel.wordSize(), member, entry -> reached.add(type, entry, source));
    }
  }

  /// A directory's children hang in the list `d_subdirs` or, since 6.8, in `d_children`.
  private void tree(long root) {
    int list = kernel.offset("dentry", "d_subdirs");
    int listNode = kernel.offset("dentry", "d_child");
    int bucket = kernel.offset("dentry", "d_children");
    int bucketNode = kernel.offset("dentry", "d_sib");
    Set<Long> met = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      long dentry = open.pop();
      if (!kernel.isAddress(dentry) || met.size() >= KernelLists.BOUND || !met.add(dentry)) {
        continue;
      }
      reached.add("dentry", dentry, "s_root");
      if (bucket >= 0) {
        lists.bucket(dentry + bucket, bucketNode, open::push);
      } else if (list >= 0) {
        lists.circular(dentry + list, listNode, open::push);
      }
    }
  }

  private void links() {
    int inode = kernel.offset("dentry", "d_inode");
    int aliases = kernel.offset("inode", "i_dentry");
    int alias = kernel.offset("dentry", "d_u");
    if (inode >= 0) {
      for (long dentry : reached.of("dentry")) {
        reached.add("inode", kernel.pointer(dentry + inode), "dentry.d_inode");
      }
    }
    if (aliases >= 0) {
      for (long address : new ArrayList<>(reached.of("inode"))) {
        lists.bucket(
            address + aliases, alias, dentry -> reached.add("dentry", dentry, "inode.i_dentry"));
      }
    }
  }
}
