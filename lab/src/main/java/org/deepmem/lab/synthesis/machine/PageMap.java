package org.deepmem.lab.synthesis.machine;

import java.util.Arrays;

/// Page frame by virtual page number: a hash table of two flat arrays.
final class PageMap {
  private long[] keys = new long[1 << 10];
  private int[] values = new int[1 << 10];
  private int size;

  PageMap() {
    Arrays.fill(values, -1);
  }

  /// The frame of a page, -1 without one.
  int get(long page) {
    for (int slot = slot(page); ; slot = (slot + 1) & (keys.length - 1)) {
      if (values[slot] == -1) {
        return -1;
      }
      if (keys[slot] == page) {
        return values[slot];
      }
    }
  }

  void put(long page, int pfn) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int slot = slot(page);
    while (values[slot] != -1 && keys[slot] != page) {
      slot = (slot + 1) & (keys.length - 1);
    }
    size += values[slot] == -1 ? 1 : 0;
    keys[slot] = page;
    values[slot] = pfn;
  }

  private int slot(long page) {
    return (int) ((page * 0x9e3779b97f4a7c15L) >>> 40) & (keys.length - 1);
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    Arrays.fill(values, -1);
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != -1) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }
}
