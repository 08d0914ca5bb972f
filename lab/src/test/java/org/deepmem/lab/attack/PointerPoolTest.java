package org.deepmem.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deepmem.image.SparseImage;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.InvalidEntries;
import org.deepmem.paging.TestPageTables;
import org.deepmem.paging.X86PaeAddressSpace;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A 32-bit kernel with PAE, whose image is a part of the direct map: objects of three words, that
/// lead to the image, to the heap and to a page that is mapped apart.
final class PointerPoolTest {
  private static final long PAGE_OFFSET = 0xc0000000L;
  private static final long MEMORY = 64L << 20;
  private static final long IMAGE = PAGE_OFFSET + 0x1000000;
  private static final long IMAGE_END = IMAGE + 0x800000;
  private static final long HEAP = PAGE_OFFSET + 0x2800000;
  private static final long APART = 0xf8000000L;
  private static final int WORDS = 3;

  @TempDir private Path folder;
  private final SparseImage image = new SparseImage();
  private final List<LabelledObject> truth = new ArrayList<>();
  private AddressSpace space;

  PointerPoolTest() throws Exception {
    TestPageTables tables = TestPageTables.x86Pae(image, 0x100000);
    for (long at = 0; at < MEMORY; at += 0x200000) {
      tables.map(PAGE_OFFSET + at, at, 2);
    }
    tables.map(APART, 0x3000000).map(APART + 0x1000, 0x3005000);
    space = new X86PaeAddressSpace(image, 0x100000, InvalidEntries.ABSENT, PAGE_OFFSET);
  }

  @BeforeEach
  void objects() {
    for (int object = 0; object < 20; object++) {
      long physical = 0x2000000 + 16L * object;
      word(physical, object == 0 ? IMAGE : object == 1 ? IMAGE_END - 4 : IMAGE + 0x100 * object);
      word(physical + 4, object == 0 ? IMAGE_END : HEAP + 0x40 * object);
      word(physical + 8, APART + 4 * object);
      truth.add(
          new LabelledObject(
              "file", PAGE_OFFSET + physical, physical, 4 * WORDS, ObjectState.LIVE, "test"));
    }
  }

  private void word(long physical, long value) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    image.put(physical, bytes);
  }

  @Test
  void pointersToTheImageBecomePointersToTheImage() throws Exception {
    Path map =
        Files.writeString(
            folder.resolve("System.map"),
            "%08x T _text\n%08x B _end\n".formatted(IMAGE, IMAGE_END));
    ImageRegion region =
        ImageRegion.of(space, SymbolFiles.open(List.of(map)).symbols().orElseThrow());
    PointerPool pool = new PointerPool(AttackTarget.of(space, region, truth), space);

    Random random = new Random(5);
    for (int draw = 0; draw < 200; draw++) {
      assertThat(pool.another(IMAGE + 0x200, random))
          .isBetween(IMAGE, IMAGE_END - 4)
          .isNotEqualTo(IMAGE + 0x200);
      assertThat(pool.another(HEAP + 0x80, random)).isBetween(IMAGE_END, HEAP + 0x1000);
      assertThat(pool.another(APART + 8, random)).isBetween(APART, APART + 0x100);
    }
  }

  @Test
  void withoutSymbolsTheImageIsPartOfTheDirectMap() throws Exception {
    PointerPool pool = new PointerPool(AttackTarget.of(space, truth, AttackTarget.LIVE), space);

    Random random = new Random(5);
    List<Long> drawn = new ArrayList<>();
    for (int draw = 0; draw < 200; draw++) {
      drawn.add(pool.another(IMAGE + 0x200, random));
    }
    assertThat(drawn)
        .anyMatch(value -> value < IMAGE_END)
        .anyMatch(value -> value >= HEAP)
        .allMatch(value -> value < APART);
  }
}
