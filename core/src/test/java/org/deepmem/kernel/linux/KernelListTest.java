package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.deepmem.image.SparseImage;
import org.deepmem.paging.TestPageTables;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.paging.X64AddressSpace;
import org.junit.jupiter.api.Test;

class KernelListTest {
  private static final long BASE = 0xffff888000000000L;
  private static final long ROOT = 0x10000;

  private final SparseImage image = new SparseImage();

  /// Entries at `BASE + value`; each value leads to the next.
  private KernelList chain(long... values) {
    TestPageTables tables = new TestPageTables(image, ROOT, 4);
    for (long page = 0; page < 0x8000; page += 0x1000) {
      tables.map(BASE + page, page);
    }
    for (int i = 0; i + 1 < values.length; i++) {
      image.put(values[i], values[i + 1] < 16 ? values[i + 1] : BASE + values[i + 1]);
    }
    return new KernelList(new VirtualMemory(new X64AddressSpace(image, ROOT, 4)));
  }

  @Test
  void endsWhereEachKindOfListEnds() {
    assertThat(chain(0x100, 0x200, 0x300, 0x100).list(BASE + 0x100))
        .satisfies(walk -> assertThat(walk.entries()).containsExactly(BASE + 0x200, BASE + 0x300))
        .satisfies(walk -> assertThat(walk.fault()).isEmpty());
    assertThat(chain(0x400, 0x500, 0x600, 0).chain(BASE + 0x400).entries())
        .containsExactly(BASE + 0x500, BASE + 0x600);
    assertThat(chain(0x700, 0x800, 7).nullsChain(BASE + 0x700).entries())
        .containsExactly(BASE + 0x800);
    assertThat(chain(0x900, 0xa01).bitLockedChain(BASE + 0x900).entries())
        .containsExactly(BASE + 0xa00);
    assertThat(chain(0xb00, 0xb00).list(BASE + 0xb00).entries()).isEmpty();
  }

  @Test
  void stopsInALoopWithEachEntryOnce() {
    for (int tail = 1; tail < 6; tail++) {
      for (int loop = 1; loop < 6; loop++) {
        long[] values = new long[tail + loop + 2];
        for (int i = 0; i < values.length; i++) {
          values[i] = 0x100 + 0x10L * i;
        }
        values[values.length - 1] = values[tail];
        ListWalk walk = chain(values).list(BASE + 0x100);
        assertThat(walk.fault().orElseThrow()).contains("0xffff8880000").contains("loops");
        assertThat(walk.entries()).doesNotHaveDuplicates().hasSize(tail + loop);
      }
    }
  }

  @Test
  void keepsWhatCameBeforeAFault() {
    image.present(0x5000);
    ListWalk hole = chain(0x100, 0x200, 0x6100).list(BASE + 0x100);
    assertThat(hole.entries()).containsExactly(BASE + 0x200);
    assertThat(hole.fault().orElseThrow())
        .contains("0xffff888000006100")
        .contains("isn't in the dump");

    ListWalk nowhere = chain(0x100, 0x200, 0x999000).list(BASE + 0x100);
    assertThat(nowhere.fault().orElseThrow())
        .contains("0xffff888000999000")
        .contains("isn't mapped");

    ListWalk cut = chain(0x100, 0x200, 0).list(BASE + 0x100);
    assertThat(cut.entries()).containsExactly(BASE + 0x200);
    assertThat(cut.fault().orElseThrow()).contains("ends in NULL");
  }
}
