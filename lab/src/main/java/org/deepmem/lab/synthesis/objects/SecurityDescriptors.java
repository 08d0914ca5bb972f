package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.KernelMemory;

/// The cache of security descriptors: objects with equal rights share one.
final class SecurityDescriptors {
  private static final int COUNT = 48;

  private final Scene scene;
  private final List<Long> descriptors = new ArrayList<>();

  SecurityDescriptors(Scene scene) {
    this.scene = scene;
    for (int i = 0; i < COUNT; i++) {
      descriptors.add(descriptor());
    }
  }

  /// A reference to one of them, with a count in its low bits.
  long reference() {
    int bits = scene.system().is64Bit() ? 16 : 8;
    double square = scene.draws().below(1000) / 1000.0;
    long descriptor = descriptors.get((int) (square * square * COUNT));
    return descriptor | scene.draws().below(bits);
  }

  /// A self-relative descriptor behind the cache's header: a list entry, a count, a hash.
  private long descriptor() {
    Draws draws = scene.draws();
    KernelMemory memory = scene.memory();
    int aces = 1 + draws.below(6);
    int acl = 8 + aces * 24;
    int bytes = 32 + 20 + 2 * 16 + acl;
    long block = scene.buffer(bytes, "ObSc", true).address();
    memory.zero(block, bytes);
    scene.emptyList(block);
    memory.u32(block + 16, draws.between(1, 900));
    memory.u32(block + 20, draws.nextLong());
    long at = block + 32;
    memory.u32(at, 0x80040001L | draws.of(0, 0x100000, 0x4000000));
    memory.u32(at + 4, 20);
    memory.u32(at + 8, 36);
    memory.u32(at + 16, 52);
    sid(at + 20, 18 + draws.below(3));
    sid(at + 36, 544);
    memory.u32(at + 52, 2 | (long) acl << 16);
    memory.u32(at + 56, aces);
    for (int i = 0; i < aces; i++) {
      long ace = at + 60 + 24L * i;
      memory.u32(ace, 0x00140000L | draws.of(0, 0, 0x300));
      memory.u32(ace + 4, draws.of(0x1f0003, 0x20003, 0x120001, 0x1fffff, 0x20019, 0xf003f));
      sid(ace + 8, draws.of(18, 32, 11, 19, 20));
    }
    return at;
  }

  private void sid(long at, long authority) {
    scene.memory().u64(at, 0x0500000000000101L);
    scene.memory().u32(at + 8, authority);
  }
}
