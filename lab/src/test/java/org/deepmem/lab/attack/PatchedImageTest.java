package org.deepmem.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.lab.image.LimeImageWriter;
import org.deepmem.lab.image.PageFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PatchedImageTest {
  private static final int PAGE = MemoryImage.PAGE;

  /// Pages 0, 1 and 3 are there, page 2 is a hole.
  private static final int END = 4 * PAGE;

  @TempDir private Path folder;
  private byte[] bytes = new byte[END];
  private Path file = Path.of("");

  @BeforeEach
  void writeDump() throws IOException {
    new Random(5).nextBytes(bytes);
    Path raw = Files.write(folder.resolve("raw"), bytes);
    file = folder.resolve("lime");
    try (MemoryImage image = MemoryImages.open(raw)) {
      new LimeImageWriter((address, page, length) -> address != 2 * PAGE).write(image, file);
    }
  }

  @Test
  void editsAreReadAndTheRestIsAsItWas() throws IOException {
    byte[] edit = {1, 2, 3, 4, 5, 6, 7, 8};
    try (PatchedImage image = new PatchedImage(MemoryImages.open(file))) {
      image.write(PAGE - 3, edit);
      image.write(PAGE + 1, new byte[] {9});
      System.arraycopy(edit, 0, bytes, PAGE - 3, edit.length);
      bytes[PAGE + 1] = 9;

      byte[] read = new byte[2 * PAGE + 10];
      assertThat(image.read(0, read, 10, 2 * PAGE)).isEqualTo(2 * PAGE);
      assertThat(Arrays.copyOfRange(read, 10, read.length))
          .isEqualTo(Arrays.copyOf(bytes, 2 * PAGE));
      byte[] few = new byte[4];
      assertThat(image.read(PAGE - 1, few, 1, 2)).isEqualTo(2);
      assertThat(few).containsExactly(0, 3, 4, 0);
      assertThat(image.read(3 * PAGE, read, 0, PAGE)).isEqualTo(PAGE);
      assertThat(Arrays.copyOf(read, PAGE)).isEqualTo(Arrays.copyOfRange(bytes, 3 * PAGE, END));
    }
  }

  @Test
  void editsAreWrittenOutAndTheDumpStays() throws IOException {
    Path copy = folder.resolve("copy");
    byte before = bytes[100];
    try (PatchedImage image = new PatchedImage(MemoryImages.open(file))) {
      image.write(100, new byte[] {(byte) ~before});
      new LimeImageWriter(PageFilter.ALL).write(image, copy);
    }
    byte[] read = new byte[1];
    try (MemoryImage harmed = MemoryImages.open(copy);
        MemoryImage original = MemoryImages.open(file)) {
      assertThat(harmed.runs()).isEqualTo(original.runs());
      harmed.read(100, read, 0, 1);
      assertThat(read[0]).isEqualTo((byte) ~before);
      original.read(100, read, 0, 1);
      assertThat(read[0]).isEqualTo(before);
    }
  }

  @Test
  void aHoleCantBeEdited() throws IOException {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(file))) {
      assertThatThrownBy(() -> image.write(2 * PAGE - 1, new byte[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0x2000");
      byte[] read = new byte[2];
      assertThat(image.read(2 * PAGE - 1, read, 0, 2)).isEqualTo(1);
      assertThat(read[0]).isEqualTo(bytes[2 * PAGE - 1]);
    }
  }
}
