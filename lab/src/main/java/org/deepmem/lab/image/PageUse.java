package org.deepmem.lab.image;

/// What a kernel uses a page frame for, as far as a filter of pages tells.
public enum PageUse {
  /// The kernel's own: slabs, page tables, stacks, per-CPU areas, descriptors, modules, data. All
  /// that isn't known to be anything else.
  KERNEL,
  /// In the buddy allocator's hands.
  FREE,
  /// Anonymous memory of processes.
  USER,
  /// Contents of files.
  CACHE,
  /// The kernel's own code, from `_text` to `_etext`.
  TEXT,
  /// Without a descriptor, so not RAM that the kernel manages: ROMs and devices.
  UNMANAGED
}
