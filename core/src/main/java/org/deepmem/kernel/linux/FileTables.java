package org.deepmem.kernel.linux;

import org.deepmem.kernel.KernelReader;

/// Open files: the descriptor table of every `files_struct`; and what each file holds.
final class FileTables {
  private static final int MAX_DESCRIPTORS = 1 << 20;

  private final KernelReader kernel;
  private final ReachedObjects reached;

  FileTables(KernelReader kernel, ReachedObjects reached) {
    this.kernel = kernel;
    this.reached = reached;
  }

  void collect() {
    int table = kernel.offset("files_struct", "fdt");
    int count = kernel.offset("fdtable", "max_fds");
    int array = kernel.offset("fdtable", "fd");
    if (table >= 0 && count >= 0 && array >= 0) {
      for (long files : reached.of("files_struct")) {
        long descriptors = kernel.pointer(files + table);
        int limit = Math.clamp(kernel.int32(descriptors + count), 0, MAX_DESCRIPTORS);
        long first = kernel.pointer(descriptors + array);
        int stride = kernel.wordSize();
        for (int i = 0; i < limit && kernel.readable(first + (long) stride * i, stride); i++) {
          reached.add("file", kernel.pointer(first + (long) stride * i), "fdtable");
        }
      }
    }
    for (long file : reached.of("file")) {
      add("cred", file, "f_cred");
      add("inode", file, "f_inode");
      add("dentry", file, "f_path.dentry");
    }
  }

  private void add(String type, long file, String member) {
    int offset = kernel.offset("file", member);
    if (offset >= 0) {
      reached.add(type, kernel.pointer(file + offset), "file." + member);
    }
  }
}
