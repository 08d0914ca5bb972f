package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LimeImageTest extends MemoryImageContract {
  private static final int HEADER = 32;

  @Override
  ImageFormat format() {
    return ImageFormat.LIME;
  }

  /// Ranges need not end at a page's end.
  @Override
  TestMemory memory() {
    return TestMemory.of(
        new PhysicalRun(0x1000, 0x3c00),
        new PhysicalRun(0x8000, 0x1000),
        new PhysicalRun(0x20000, 0x2001));
  }

  @Override
  byte[] write(TestMemory memory) {
    int size = (int) memory.presentBytes() + HEADER * memory.runs().size();
    ByteBuffer lime = ElfBytes.buffer(size);
    for (PhysicalRun run : memory.runs()) {
      lime.putInt(0x4c694d45).putInt(1).putLong(run.start()).putLong(run.end() - 1).putLong(0);
      lime.put(memory.bytes(), (int) run.start(), (int) run.length());
    }
    return lime.array();
  }

  /// A file cut between two ranges is a whole one with fewer ranges.
  @Override
  boolean knowsItsSize() {
    return false;
  }

  @Test
  void aCutRangeAndACutHeaderAreCounted() throws IOException {
    byte[] file = write(memory());
    try (MemoryImage image = MemoryImages.open(save(Arrays.copyOf(file, file.length - 0x1800)))) {
      assertThat(image.presentBytes()).isEqualTo(memory().presentBytes() - 0x1800);
      assertThat(image.damage().pages()).isEqualTo(3);
    }
    int secondHeader = HEADER + 0x3c00;
    try (MemoryImage image = MemoryImages.open(save(Arrays.copyOf(file, secondHeader + 10)))) {
      assertThat(image.presentBytes()).isEqualTo(0x3c00);
      assertThat(image.damage().pages()).isEqualTo(1);
      assertThat(image.damage().losses().getFirst().fileOffset()).isEqualTo(secondHeader);
    }
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] file = write(memory());
    file[4] = 9;
    assertThatThrownBy(() -> MemoryImages.open(save(file)))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageContaining("offset 0x4: LiME version 9");
  }
}
