package org.deepmem.finding;

/// What the views of an object tell together that one of them alone doesn't.
public enum Finding {
  /// Alive, but missing where the kernel keeps every object of its type.
  HIDDEN,
  /// Ended, or freed: whole in memory, but the kernel or its allocator is done with it.
  FREED,
  /// In the kernel's lists or tables, but nothing that looks like such an object lies there.
  FABRICATED
}
