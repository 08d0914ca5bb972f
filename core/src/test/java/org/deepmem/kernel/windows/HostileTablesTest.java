package org.deepmem.kernel.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables that lead to themselves wherever they lead: the search ends, and says why it took none.
@Timeout(60)
class HostileTablesTest {
  private static final int ROOT = 0x3000;

  @Test
  void x86WhoseEveryEntryIsItself() {
    SparseImage image = new SparseImage();
    for (int at = 0; at < 0x1000; at += 8) {
      image.put(ROOT + at, (long) (ROOT | 0x63) << 32 | ROOT | 0x63);
    }
    refused(image, "(x86): it maps no kernel's image");
  }

  @Test
  void paeWhoseEveryEntryIsItself() {
    SparseImage image = new SparseImage().present(ROOT);
    image.put(ROOT, 0x4001).put(ROOT + 8, 0x5001).put(ROOT + 16, 0x6001).put(ROOT + 24, 0x7001);
    for (long directory = 0x4000; directory < 0x8000; directory += 0x1000) {
      for (int at = 0; at < 0x1000; at += 8) {
        image.put(directory + at, directory | 0x63);
      }
    }
    image.put(0x7000, 0x4063).put(0x7018, 0x7063);
    refused(image, "(x86 PAE): it maps no kernel's image");
  }

  @Test
  void x64WhoseEveryEntryIsItself() {
    SparseImage image = new SparseImage();
    for (int at = 0; at < 0x1000; at += 8) {
      image.put(ROOT + at, ROOT | 0x63);
    }
    refused(image, "(x64): its tables can't be walked", "contain themselves");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void entriesAtRandomAmongTablesEnd(int seed) {
    Random random = new Random(seed);
    SparseImage image = new SparseImage();
    for (int page = 1; page < 64; page++) {
      ByteBuffer entries = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < 512; i++) {
        entries.putLong((long) random.nextInt(80) << 12 | (random.nextInt(8) == 0 ? 0xe3 : 0x63));
      }
      entries.putLong(8 * 0x1ed, 0x1000L * page | 0x63);
      image.put(0x1000L * page, entries.array());
    }
    assertThat(new WindowsFinder(image).place()).isEmpty();
  }

  private static void refused(SparseImage image, String... reasons) {
    WindowsFinder finder = new WindowsFinder(image);
    assertThat(finder.place()).isEmpty();
    assertThat(finder.rejected()).anySatisfy(line -> assertThat(line).contains(reasons));
  }
}
