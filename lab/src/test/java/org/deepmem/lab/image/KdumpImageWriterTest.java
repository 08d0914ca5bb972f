package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.image.ImageFormat;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KdumpImageWriterTest extends ImageWriterContract {
  @Override
  ImageFormat format() {
    return ImageFormat.KDUMP;
  }

  @Override
  ImageWriter writer(PageFilter filter) {
    return new KdumpImageWriter(filter, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9})
  void notesAndMemoryAreKeptAtEveryLevel(int level) throws IOException {
    Path target = folder.resolve("target");
    try (MemoryImage source = MemoryImages.open(SourceCore.write(folder.resolve("source")))) {
      new KdumpImageWriter(PageFilter.ALL, level).write(source, target);
      try (MemoryImage copy = MemoryImages.open(target)) {
        assertThat(copy.runs()).isEqualTo(SourceCore.RUNS);
        assertThat(copy.notes().vmcoreinfo()).hasValue(SourceCore.VMCOREINFO);
        assertThat(copy.notes().pageTableRoots()).containsExactly(SourceCore.CR3);
      }
    }
  }
}
