package org.deepmem.kernel.linux;

import java.util.Map;
import org.deepmem.kernel.KernelReader;

/// Decoders of files, names and what stands behind them.
final class FileDecoders {
  private static final int LONGEST_NAME = 256; // NAME_MAX and its NUL

  private FileDecoders() {}

  static void file(KernelReader kernel, long file, Map<String, String> facts) {
    int dentry = kernel.offset("file", "f_path.dentry");
    if (dentry >= 0) {
      dentry(kernel, kernel.pointer(file + dentry), facts);
    }
  }

  static void dentry(KernelReader kernel, long dentry, Map<String, String> facts) {
    text(kernel, dentry, kernel.offset("dentry", "d_name.name"), facts);
  }

  static void kernfs(KernelReader kernel, long node, Map<String, String> facts) {
    text(kernel, node, kernel.offset("kernfs_node", "name"), facts);
  }

  static void inode(KernelReader kernel, long inode, Map<String, String> facts) {
    int number = kernel.offset("inode", "i_ino");
    int mode = kernel.offset("inode", "i_mode");
    if (number >= 0 && mode >= 0) {
      facts.put("ino", Long.toUnsignedString(kernel.pointer(inode + number)));
      facts.put("mode", "0" + Integer.toOctalString(kernel.uint16(inode + mode)));
    }
  }

  static void files(KernelReader kernel, long files, Map<String, String> facts) {
    int table = kernel.offset("files_struct", "fdt");
    int limit = kernel.offset("fdtable", "max_fds");
    if (table >= 0 && limit >= 0) {
      facts.put("max_fds", String.valueOf(kernel.int32(kernel.pointer(files + table) + limit)));
    }
  }

  static void module(KernelReader kernel, long module, Map<String, String> facts) {
    int name = kernel.offset("module", "name");
    if (name >= 0) {
      facts.put("name", kernel.text(module + name, 56));
    }
  }

  private static void text(
      KernelReader kernel, long object, int pointer, Map<String, String> facts) {
    long name = pointer < 0 ? 0 : kernel.pointer(object + pointer);
    if (kernel.isAddress(name)) {
      facts.put("name", kernel.text(name, LONGEST_NAME));
    }
  }
}
