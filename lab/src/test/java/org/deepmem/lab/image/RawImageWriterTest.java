package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deepmem.image.ImageFormat;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.junit.jupiter.api.Test;

class RawImageWriterTest extends ImageWriterContract {
  @Override
  ImageFormat format() {
    return ImageFormat.RAW;
  }

  @Override
  ImageWriter writer(PageFilter filter) {
    return new RawImageWriter(filter);
  }

  @Override
  boolean keepsHoles() {
    return false;
  }

  @Test
  void memoryAboveTheEndIsLeftOut() throws IOException {
    Path target = folder.resolve("target");
    try (MemoryImage source = MemoryImages.open(SourceCore.write(folder.resolve("source")))) {
      assertThat(RawImageWriter.below(0x110000).write(source, target)).isEqualTo(0x19000);
    }
    assertThat(Files.size(target)).isEqualTo(0x110000);
  }
}
