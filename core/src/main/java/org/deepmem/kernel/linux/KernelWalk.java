package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;

/// All of the kernel's lists and tables, walked in an order in which each gives the next its
/// starts.
final class KernelWalk {
  private KernelWalk() {}

  static ReachedObjects of(LinuxKernel linux, KernelReader kernel) {
    ReachedObjects reached = new ReachedObjects(kernel);
    new TaskLists(linux, kernel, reached).collect();
    new MemoryMaps(kernel, reached).collect();
    new FileTables(kernel, reached).collect();
    new FileSystems(kernel, reached).collect();
    new SocketTables(kernel, reached).collect();
    new FileTables(kernel, reached).collect(); // files that only sockets lead to
    new KernfsTrees(kernel, reached).collect();
    new ModuleLists(kernel, reached).collect();
    return reached;
  }
}
