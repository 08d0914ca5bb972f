package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Page descriptors written by hand, in the two forms that kernels have.
final class PageFramesTest {
  private static final int FRAMES = 64;
  private static final long LRU = 1 << 4;
  private static final long SLAB = 1 << 9;
  private static final int UNMAPPED_PAGE = -1;

  /// As in 6.1: a slab has a flag, a free block a value that VMCOREINFO tells.
  private static DescriptorMemory flags() {
    return new DescriptorMemory(
        FRAMES,
        Map.of("pageflags.PG_lru", 4L, "pageflags.PG_slab", 9L),
        "OSRELEASE=6\nNUMBER(PAGE_BUDDY_MAPCOUNT_VALUE)=-129\n");
  }

  /// As in 6.12: both are page types.
  private static DescriptorMemory types() {
    return new DescriptorMemory(
        FRAMES,
        Map.of("pageflags.PG_lru", 4L, "pagetype.PGTY_buddy", 0xf0L, "pagetype.PGTY_slab", 0xf5L),
        "");
  }

  private static void checkCommon(DescriptorMemory memory) {
    memory.type(0, UNMAPPED_PAGE);
    memory
        .set(1, DescriptorMemory.FLAGS, LRU)
        .set(1, DescriptorMemory.MAPPING, 0xffff888000000008L);
    memory
        .set(2, DescriptorMemory.FLAGS, LRU)
        .set(2, DescriptorMemory.MAPPING, 0xffff888000000009L);
    memory.set(3, DescriptorMemory.MAPPING, 0xffff888000000009L);
    memory.tail(4, 2);
    memory.tail(5, 0);
    PageFrames frames = new PageFrames(memory.kernel());
    assertThat(frames.use(0)).isEqualTo(PageUse.KERNEL);
    assertThat(frames.use(1)).isEqualTo(PageUse.CACHE);
    assertThat(frames.use(2)).isEqualTo(PageUse.USER);
    assertThat(frames.use(3)).as("not on a list yet").isEqualTo(PageUse.USER);
    assertThat(frames.use(4)).as("tail of user memory").isEqualTo(PageUse.USER);
    assertThat(frames.use(5)).as("tail of kernel memory").isEqualTo(PageUse.KERNEL);
    assertThat(frames.use(1 << 20)).as("no descriptor").isEqualTo(PageUse.UNMANAGED);
  }

  @Test
  void usesAreToldInBothForms() {
    checkCommon(flags());
    checkCommon(types());
  }

  @Test
  void aFreeBlockIsToldByItsFirstPage() {
    DescriptorMemory flags = flags().type(8, -129).set(8, DescriptorMemory.PRIVATE, 3);
    DescriptorMemory types = types().type(8, 0xf0000000).set(8, DescriptorMemory.PRIVATE, 3);
    for (DescriptorMemory memory : new DescriptorMemory[] {flags, types}) {
      PageFrames frames = new PageFrames(memory.kernel());
      assertThat(frames.use(8)).isEqualTo(PageUse.FREE);
      assertThat(frames.freePages()).isEqualTo(8);
      memory.set(8, DescriptorMemory.PRIVATE, -1);
      assertThat(frames.use(8)).isEqualTo(PageUse.FREE);
      assertThat(frames.freePages()).as("damaged order").isEqualTo(1);
    }
  }

  /// In 6.12 a CPU's spare slab counts its fellows where other pages have `mapping`: an odd count
  /// looks like anonymous memory.
  @Test
  void aSlabIsTheKernelsWhateverItsOtherMembersHold() {
    DescriptorMemory flags = flags().set(8, DescriptorMemory.FLAGS, SLAB);
    DescriptorMemory types = types().type(8, 0xf5000000);
    for (DescriptorMemory memory : new DescriptorMemory[] {flags, types}) {
      memory.set(8, DescriptorMemory.MAPPING, 3).tail(9, 8);
      PageFrames frames = new PageFrames(memory.kernel());
      assertThat(frames.use(8)).isEqualTo(PageUse.KERNEL);
      assertThat(frames.use(9)).isEqualTo(PageUse.KERNEL);
    }
  }
}
