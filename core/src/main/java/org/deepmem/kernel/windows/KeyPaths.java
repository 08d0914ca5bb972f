package org.deepmem.kernel.windows;

import org.deepmem.kernel.KernelReader;

/// Paths of registry keys, from their control block up to the root's. For one thread.
final class KeyPaths {
  private static final int LONGEST = 1024;
  private static final int DEEPEST = 64;

  private final KernelReader kernel;
  private final UnicodeText text;
  private final int nameBlock;
  private final int parent;
  private final int length;
  private final int characters;
  private final int compressed;

  KeyPaths(KernelReader kernel) {
    this.kernel = kernel;
    text = new UnicodeText(kernel);
    nameBlock = kernel.offset("_CM_KEY_CONTROL_BLOCK", "NameBlock");
    parent = kernel.offset("_CM_KEY_CONTROL_BLOCK", "ParentKcb");
    length = kernel.offset("_CM_NAME_CONTROL_BLOCK", "NameLength");
    characters = kernel.offset("_CM_NAME_CONTROL_BLOCK", "Name");
    compressed = kernel.offset("_CM_NAME_CONTROL_BLOCK", "Compressed");
  }

  /// Such as `\REGISTRY\MACHINE\SOFTWARE`; it begins below the first key whose name isn't in the
  /// dump, and is "" where that is the key itself.
  ///
  /// @param controlBlock address of a `_CM_KEY_CONTROL_BLOCK`
  String of(long controlBlock) {
    StringBuilder path = new StringBuilder();
    long block = controlBlock;
    for (int depth = 0; depth < DEEPEST && block != 0 && path.length() < LONGEST; depth++) {
      String name = nameBlock < 0 ? "" : name(kernel.pointer(block + nameBlock));
      if (name.isEmpty()) {
        break;
      }
      path.insert(0, "\\" + name);
      block = parent < 0 ? 0 : kernel.pointer(block + parent);
    }
    return path.toString();
  }

  /// The name of a key without its parents'; "" where it isn't in the dump.
  private String name(long name) {
    if (name == 0 || length < 0 || characters < 0 || compressed < 0) {
      return "";
    }
    int bytes = Math.min(kernel.uint16(name + length), LONGEST);
    return (kernel.uint8(name + compressed) & 1) != 0
        ? text.latin(name + characters, bytes)
        : text.utf16(name + characters, bytes & ~1);
  }
}
