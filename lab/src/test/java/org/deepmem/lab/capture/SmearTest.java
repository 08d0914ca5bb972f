package org.deepmem.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.image.LimeImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmearTest {
  @TempDir private Path folder;

  /// An image of pages filled with one letter each.
  private MemoryImage image(String name, String pages) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(LimeImageWriter.header(0x1000, 0x1000 + pages.length() * 4096L).array());
      for (char letter : pages.toCharArray()) {
        byte[] page = new byte[4096];
        Arrays.fill(page, (byte) letter);
        out.write(page);
      }
    }
    return MemoryImages.open(file);
  }

  @Test
  void countsPagesByTheirMoment() throws Exception {
    try (MemoryImage before = image("before", "aaaaaa");
        MemoryImage live = image("live", "aabcab");
        MemoryImage after = image("after", "abbbca")) {
      // same, before's, after's, neither's, before's again, neither's though nothing seems changed
      assertThat(Smear.of(live, before, after)).isEqualTo(new Smear(6, 4, 3, 4, 2));
    }
  }
}
