package org.deepmem.kernel.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.deepmem.kernel.KernelReader;

/// The nodes behind sysfs and the control groups: every root's tree, directory by directory.
final class KernfsTrees {
  private static final int TYPE_MASK = 0xf; // KERNFS_TYPE_MASK
  private static final int DIRECTORY = 1; // KERNFS_DIR

  private final KernelReader kernel;
  private final ReachedObjects reached;

  KernfsTrees(KernelReader kernel, ReachedObjects reached) {
    this.kernel = kernel;
    this.reached = reached;
  }

  void collect() {
    int children = kernel.offset("kernfs_node", "dir.children");
    int flags = kernel.offset("kernfs_node", "flags");
    int link = kernel.offset("kernfs_node", "rb");
    if (children < 0 || flags < 0 || link < 0) {
      return;
    }
    Deque<Long> open = new ArrayDeque<>(roots());
    while (!open.isEmpty()) {
      long node = open.pop();
      boolean isNew = reached.add("kernfs_node", node, "kernfs_root");
      if (isNew && (kernel.uint16(node + flags) & TYPE_MASK) == DIRECTORY) {
        RedBlackTree.walk(
            kernel,
            node + children,
            link,
            child -> {
              if (!reached.contains("kernfs_node", child)) {
                open.push(child);
              }
            });
      }
    }
  }

  private Set<Long> roots() {
    Set<Long> roots = new LinkedHashSet<>();
    int node = kernel.offset("kernfs_root", "kn");
    addRoot(roots, kernel.pointer(kernel.symbol("sysfs_root")), node);
    int cgroupRoot = kernel.offset("cgroup_root", "kf_root");
    if (cgroupRoot >= 0 && kernel.symbol("cgrp_dfl_root") != 0) {
      addRoot(roots, kernel.pointer(kernel.symbol("cgrp_dfl_root") + cgroupRoot), node);
    }
    int info = kernel.offset("super_block", "s_fs_info");
    int root = kernel.offset("kernfs_super_info", "root");
    int operations = kernel.offset("super_block", "s_op");
    for (long superBlock : reached.of("super_block")) {
      if (kernel.symbolAt(kernel.pointer(superBlock + operations)).equals("kernfs_sops")) {
        addRoot(roots, kernel.pointer(kernel.pointer(superBlock + info) + root), node);
      }
    }
    return roots;
  }

  private void addRoot(Set<Long> roots, long root, int node) {
    if (kernel.isAddress(root) && node >= 0) {
      roots.add(kernel.pointer(root + node));
    }
  }
}
