package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.deepmem.kernel.KernelObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rule of truth on a kernel that holds `pid` objects only, in 128-byte slots.
class LinuxObjectsTest {
  private static final int SLOT = 128;
  private static final int FREE_POINTER = 64;

  private final TestKernel kernel = new TestKernel();
  private final TestSlabs slabs = new TestSlabs(kernel, false);
  private final long namespace = TestKernel.IMAGE + 0x1000;
  private final long first = TestKernel.IMAGE + 0x2000;

  @BeforeEach
  void layouts() {
    kernel.struct("upid", 16, "nr 0 4 int", "ns 8 8 pid_namespace~*");
    kernel.struct("list_head", 16, "next 0 8 list_head~*", "prev 8 8 list_head~*");
    kernel.struct("wait_queue_head", 24, "head 8 16 list_head");
    kernel.struct(
        "pid",
        96,
        "level 4 4 unsigned",
        "tasks 16 32 hlist_head[4]",
        "wait_pidfd 56 24 wait_queue_head",
        "numbers 96 0 upid[0]");
    kernel.struct("xarray", 16, "xa_head 8 8 void~*");
    kernel.struct("xa_node", 64, "slots 16 32 void~*[4]", "marks 48 16 unsigned[2]");
    kernel.struct("idr", 24, "idr_rt 0 16 xarray");
    kernel.struct("pid_namespace", 64, "idr 0 24 idr", "pid_cachep 56 8 kmem_cache~*");
    kernel.symbol("init_pid_ns", namespace).symbol("init_struct_pid", first);
  }

  @Test
  void inACacheOfItsOwnEveryAllocatedSlotIsAnObject() {
    long slab = slab(1);
    assertThat(found())
        .containsExactly(
            tuple(slab, true, "slab"),
            tuple(slab + SLOT, true, "slab"),
            tuple(slab + 2 * SLOT, true, "slab"),
            tuple(slab + 3 * SLOT, false, "slab"),
            tuple(first, true, "symbol"));
  }

  @Test
  void inASharedCacheAListOrTheChecksMustKnowIt() {
    long slab = slab(2);
    kernel.word(namespace + 8, slab + 2 * SLOT); // the table's only entry
    assertThat(found())
        .containsExactly(
            tuple(slab, true, "checks"),
            tuple(slab + 2 * SLOT, true, "pid_table"),
            tuple(slab + 3 * SLOT, false, "slab"),
            tuple(first, true, "symbol"));
  }

  @Test
  void whatATableLeadsToInAFreeSlotIsNotAlive() {
    long slab = slab(1);
    kernel.word(namespace + 8, slab + 4 * SLOT);
    assertThat(found()).doesNotContain(tuple(slab + 4 * SLOT, true, "pid_table"));
  }

  @Test
  void anObjectHasItsFirstNumberInItsSize() {
    slab(1);
    assertThat(new LinuxObjects(kernel.kernel(), ObjectTypes.linux()).find())
        .extracting(KernelObject::size)
        .containsOnly(96 + 16);
  }

  @Test
  void whatIsMissingIsSaid() {
    LinuxObjects none = new LinuxObjects(kernel.kernel(), ObjectTypes.linux());
    none.find();
    assertThat(none.warnings()).singleElement().asString().contains("no slab caches");
    long slab = slab(1);
    kernel.word(slab + 4 * SLOT + FREE_POINTER, 0x4141414141414141L);
    LinuxObjects damaged = new LinuxObjects(kernel.kernel(), ObjectTypes.linux());
    damaged.find();
    assertThat(damaged.warnings()).singleElement().asString().startsWith("1 slab records");
  }

  @Test
  void aFileSystemWithoutLayoutIsLearntFromItsInodes() {
    kernel.struct("inode", 64, "i_ino 0 8 unsigned", "i_hash 16 16 hlist_node");
    TestSlabs.Cache cache = slabs.cache("foreign_inode", SLOT, FREE_POINTER, 1, 0);
    long slab = slabs.slab(cache, 0x160, 6, 5, 5);
    long table = kernel.room(8);
    long pointer = kernel.room(8);
    kernel.symbol("inode_hashtable", pointer).symbol("i_hash_mask", kernel.room(8));
    kernel.word(pointer, table);
    long last = table;
    for (int slot = 0; slot < 4; slot++) { // the fifth is in no table
      kernel.word(last, slab + slot * SLOT + 32 + 16);
      last = slab + slot * SLOT + 32 + 16;
    }
    assertThat(new LinuxObjects(kernel.kernel(), ObjectTypes.linux()).find())
        .filteredOn(object -> object.type().equals("inode"))
        .extracting(KernelObject::address, KernelObject::live, KernelObject::source)
        .containsExactly(
            tuple(slab + 32, true, "slab"),
            tuple(slab + SLOT + 32, true, "slab"),
            tuple(slab + 2 * SLOT + 32, true, "slab"),
            tuple(slab + 3 * SLOT + 32, true, "slab"),
            tuple(slab + 4 * SLOT + 32, true, "slab"));
  }

  /// Five slots: 0 and 2 are processes' numbers, 1 is something else, 3 was one and is free, 4 is
  /// free and was never used.
  private long slab(int users) {
    TestSlabs.Cache cache = slabs.cache("pid", SLOT, FREE_POINTER, users, 0x1122334455667788L);
    kernel.word(namespace + 56, cache.address());
    long slab = slabs.slab(cache, 0x150, 5, 3, 4, 3);
    number(slab, 7);
    kernel.word(slab + SLOT + 96, 0x4141414141414141L);
    number(slab + 2 * SLOT, 8);
    long free = slab + 3 * SLOT;
    long link = kernel.reader().word(free + FREE_POINTER);
    number(free, 9);
    kernel.word(free + FREE_POINTER, link);
    return slab;
  }

  private void number(long pid, int number) {
    kernel.int32(pid + 96, number).word(pid + 104, namespace).circle(pid + 64);
  }

  private List<Tuple> found() {
    return new LinuxObjects(kernel.kernel(), ObjectTypes.linux())
        .find().stream()
            .filter(object -> object.type().equals("pid"))
            .map(object -> tuple(object.address(), object.live(), object.source()))
            .toList();
  }
}
