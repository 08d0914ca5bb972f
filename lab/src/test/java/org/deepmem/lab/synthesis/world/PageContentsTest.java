package org.deepmem.lab.synthesis.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.deepmem.nn.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageContentsTest {
  private static final PagePointers POINTERS =
      new PagePointers() {
        @Override
        public long user() {
          return 0x12340010L;
        }

        @Override
        public long kernel() {
          return 0x85551118L;
        }

        @Override
        public long code() {
          return 0x82601234L;
        }
      };

  private static byte[] page(PageKind kind, int word, long seed) throws IOException {
    byte[] page = new byte[PageContents.PAGE];
    Arrays.fill(page, (byte) 0xEE);
    new PageContents(World.builtIn("office"), new WindowsSystemTraits(word, 7601))
        .fill(kind, page, POINTERS, new SeededRandom(seed));
    return page;
  }

  @ParameterizedTest
  @EnumSource(PageKind.class)
  void aSeedGivesOnePageAndWritesAllOfIt(PageKind kind) throws IOException {
    for (int word : new int[] {4, 8}) {
      byte[] page = page(kind, word, 5);
      assertThat(page).isEqualTo(page(kind, word, 5));
      int stale = 0;
      for (byte b : page) {
        stale += b == (byte) 0xEE ? 1 : 0;
      }
      assertThat(stale).as("bytes that stayed").isLessThan(100);
      if (kind != PageKind.ZERO) {
        assertThat(page).isNotEqualTo(page(kind, word, 6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void headersLeadToTheSignature(int word) throws IOException {
    byte[] page = page(PageKind.IMAGE_HEADER, word, 3);
    int pe = page[0x3c] & 0xff | (page[0x3d] & 0xff) << 8;
    assertThat(new String(page, 0, 2, StandardCharsets.US_ASCII)).isEqualTo("MZ");
    assertThat(Arrays.copyOfRange(page, pe, pe + 4)).containsExactly('P', 'E', 0, 0);
  }
}
