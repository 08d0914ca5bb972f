package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deepmem.image.ImageFormat;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.image.PhysicalRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every writer must do.
abstract class ImageWriterContract {
  /// Leaves out every third page.
  private static final PageFilter SOME = (address, bytes, length) -> address / 4096 % 3 != 0;

  @TempDir Path folder;

  abstract ImageFormat format();

  abstract ImageWriter writer(PageFilter filter);

  /// Whether what isn't written reads as a hole.
  boolean keepsHoles() {
    return true;
  }

  @Test
  void theSameMemoryComesBack() throws IOException {
    compare(PageFilter.ALL);
  }

  @Test
  void filteredPagesAreLeftOut() throws IOException {
    compare(SOME);
    compare(SOME.and(PageFilter.NOT_ZERO));
  }

  private void compare(PageFilter filter) throws IOException {
    Path target = folder.resolve("target");
    byte[] page = new byte[MemoryImage.PAGE];
    byte[] copied = new byte[MemoryImage.PAGE];
    try (MemoryImage source = MemoryImages.open(SourceCore.write(folder.resolve("source")))) {
      long written = writer(filter).write(source, target);
      long expected = 0;
      try (MemoryImage copy = MemoryImages.open(target)) {
        assertThat(copy.format()).isEqualTo(format());
        for (PhysicalRun run : SourceCore.RUNS) {
          for (long at = run.start(); at < run.end(); at += MemoryImage.PAGE) {
            source.read(at, page, 0, page.length);
            int read = copy.read(at, copied, 0, copied.length);
            if (filter.keeps(at, page, page.length)) {
              expected += page.length;
              assertThat(read).isEqualTo(page.length);
              assertThat(copied).isEqualTo(page);
            } else if (keepsHoles()) {
              assertThat(read).isZero();
            }
          }
        }
        assertThat(written).isEqualTo(expected);
        if (keepsHoles()) {
          assertThat(copy.presentBytes()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void nothingIsLeftBehindWhenNothingIsLeft() throws IOException {
    Path target = folder.resolve("target");
    try (MemoryImage source = MemoryImages.open(SourceCore.write(folder.resolve("source")))) {
      assertThatThrownBy(() -> writer((address, bytes, length) -> false).write(source, target))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no page of memory is left");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("source"));
    }
  }
}
