package org.deepmem.kernel.linux;

import java.util.function.LongConsumer;
import org.deepmem.kernel.KernelReader;

/// The mappings of every address space: a maple tree where the kernel has one (6.1 on), else the
/// list `mmap`.
final class MemoryMaps {
  private final KernelReader kernel;
  private final ReachedObjects reached;

  MemoryMaps(KernelReader kernel, ReachedObjects reached) {
    this.kernel = kernel;
    this.reached = reached;
  }

  void collect() {
    MapleTree trees = new MapleTree(kernel);
    int tree = kernel.offset("mm_struct", "mm_mt");
    int exeFile = kernel.offset("mm_struct", "exe_file");
    int file = kernel.offset("vm_area_struct", "vm_file");
    LongConsumer area =
        address -> {
          if (reached.add("vm_area_struct", address, "mm") && file >= 0) {
            reached.add("file", kernel.pointer(address + file), "vma");
          }
        };
    for (long mm : reached.of("mm_struct")) {
      if (tree >= 0) {
        trees.walk(mm + tree, area);
      } else {
        list(mm, area);
      }
      if (exeFile >= 0) {
        reached.add("file", kernel.pointer(mm + exeFile), "mm.exe_file");
      }
    }
  }

  private void list(long mm, LongConsumer each) {
    int head = kernel.offset("mm_struct", "mmap");
    int next = kernel.offset("vm_area_struct", "vm_next");
    if (head < 0 || next < 0) {
      return;
    }
    long area = kernel.pointer(mm + head);
    for (int i = 0; i < KernelLists.BOUND && kernel.isAddress(area); i++) {
      if (reached.contains("vm_area_struct", area)) {
        return;
      }
      each.accept(area);
      area = kernel.pointer(area + next);
    }
  }
}
