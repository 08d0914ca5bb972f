package org.deepmem.lab.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deepmem.image.ImageFormat;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.image.PhysicalRun;
import org.deepmem.lab.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Disks are written here as the table in `live.c` has them.
final class LiveDiskTest {
  private static final int BLOCK = 4096;

  /// Two ranges, of one page and of two.
  private static final long[] RANGES = {0x1000, 0x2000, 0x100000, 0x102000};

  @TempDir private Path folder;
  private final byte[] pages = new byte[3 * BLOCK];

  LiveDiskTest() {
    new Random(3).nextBytes(pages);
  }

  private ByteBuffer disk() {
    ByteBuffer disk = ByteBuffer.allocate(BLOCK * 8).order(ByteOrder.LITTLE_ENDIAN);
    disk.put("DMLIVE01".getBytes(US_ASCII)).putLong(77).putLong(2);
    Arrays.stream(RANGES).forEach(disk::putLong);
    disk.put(BLOCK, pages);
    disk.position(4 * BLOCK).put("DMLIVEND".getBytes(US_ASCII)).putLong(77);
    return disk;
  }

  private Path write(ByteBuffer disk) throws IOException {
    return Files.write(folder.resolve("live.disk"), disk.array());
  }

  @Test
  void becomesALimeDumpThatIsReadBack() throws Exception {
    Path lime = folder.resolve("live.lime");
    try (LiveDisk disk = new LiveDisk(write(disk()))) {
      assertThat(disk.ranges())
          .containsExactly(new PhysicalRun(0x1000, BLOCK), new PhysicalRun(0x100000, 2 * BLOCK));
      disk.writeLime(lime);
    }
    try (MemoryImage image = MemoryImages.open(lime)) {
      assertThat(image.format()).isEqualTo(ImageFormat.LIME);
      assertThat(image.damage().pages()).isZero();
      byte[] read = new byte[3 * BLOCK];
      assertThat(image.read(0x1000, read, 0, 2 * BLOCK)).isEqualTo(BLOCK);
      assertThat(image.read(0x100000, read, BLOCK, 2 * BLOCK)).isEqualTo(2 * BLOCK);
      assertThat(read).isEqualTo(pages);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, wrote no copy",
    "16, 0, 0 ranges",
    "16, 1000000, 1000000 ranges",
    "16, -1, -1 ranges",
    "24, 0x1008, 0x1008",
    "32, 0x1000, 0x1000 to 0x1000",
    "40, 0, 0x0 to 0x102000",
    "48, 0x7ffffffffffff000, 0x7ffffffffffff000",
    "16384, 0, has no end",
    "16392, 78, has no end",
    "32, 0x9000, the disk ends here"
  })
  void aWrongWordIsToldWithItsPlace(int offset, String word, String told) throws Exception {
    Path file = write(disk().putLong(offset, Long.decode(word)));
    assertRefused(file, told);
  }

  /// A guest that died while it copied, or was stopped.
  @Test
  void aCopyThatEndsEarlyIsRefusedWhereverItEnds() throws Exception {
    byte[] whole = disk().array();
    for (int length : List.of(0, 7, 24, BLOCK, BLOCK + 5, 3 * BLOCK, 4 * BLOCK, 4 * BLOCK + 8)) {
      Path cut = folder.resolve("cut.disk");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertRefused(cut, "the disk ends here");
      Files.write(cut, Arrays.copyOf(Arrays.copyOf(whole, length), whole.length));
      assertRefused(cut, "live dump damaged");
    }
  }

  private void assertRefused(Path file, String told) throws IOException {
    assertThatThrownBy(() -> new LiveDisk(file).close())
        .isInstanceOf(LabException.class)
        .hasMessageContaining(file + ": ")
        .hasMessageContaining("at offset 0x")
        .hasMessageContaining(told)
        .hasMessageContaining("capture again")
        .message()
        .doesNotContain("\n");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
