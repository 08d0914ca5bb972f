package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;

/// Loaded modules: the list `modules`, what sysfs shows of them (the kset that /sys/module is), and
/// the tree by which the kernel tells which module an address is in.
final class ModuleLists {
  private final KernelReader kernel;
  private final KernelLists lists;
  private final ReachedObjects reached;

  ModuleLists(KernelReader kernel, ReachedObjects reached) {
    this.kernel = kernel;
    this.lists = new KernelLists(kernel);
    this.reached = reached;
  }

  void collect() {
    lists.circular(
        kernel.symbol("modules"),
        kernel.offset("module", "list"),
        module -> reached.add("module", module, "modules"));
    folders();
    addresses();
  }

  /// Folders of /sys/module; those of built-in code have no module.
  private void folders() {
    int list = kernel.offset("kset", "list");
    int entry = kernel.offset("module_kobject", "kobj.entry");
    int module = kernel.offset("module_kobject", "mod");
    long set = kernel.pointer(kernel.symbol("module_kset"));
    if (list >= 0 && entry >= 0 && module >= 0 && kernel.isAddress(set)) {
      lists.circular(
          set + list,
          entry,
          folder -> reached.add("module", kernel.pointer(folder + module), "module_kset"));
    }
  }

  /// The latch tree has its nodes twice; the first tree of the two has them all.
  private void addresses() {
    int root = kernel.offset("latch_tree_root", "tree");
    int node = kernel.offset("mod_tree_node", "node");
    int module = kernel.offset("mod_tree_node", "mod");
    long tree = kernel.symbol("mod_tree");
    if (root >= 0 && node >= 0 && module >= 0 && tree != 0) {
      RedBlackTree.walk(
          kernel,
          tree + root,
          node,
          at -> reached.add("module", kernel.pointer(at + module), "mod_tree"));
    }
  }
}
