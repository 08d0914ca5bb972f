package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every format must do, whatever its file looks like.
abstract class MemoryImageContract {
  /// Mutated files opened a format.
  private static final int MUTATIONS = 200;

  @TempDir Path folder;
  private TestMemory memory = TestMemory.withHoles();
  private byte[] file = {};

  /// The format under test.
  abstract ImageFormat format();

  /// The memory as a file of the format.
  abstract byte[] write(TestMemory memory) throws IOException;

  /// The memory to write.
  TestMemory memory() {
    return TestMemory.withHoles();
  }

  /// Whether the format says how much memory there should be, so that a cut is noticed.
  boolean knowsItsSize() {
    return true;
  }

  @BeforeEach
  void build() throws IOException {
    memory = memory();
    file = write(memory);
  }

  Path save(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("image"), bytes);
  }

  @Test
  void aFileCutShortWhileItIsOpenIsTold() throws IOException {
    Path path = save(file);
    try (MemoryImage image = MemoryImages.open(path)) {
      image.checkUnchanged();
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      byte[] page = new byte[MemoryImage.PAGE];
      PhysicalRun run = image.runs().getFirst();
      assertThatThrownBy(() -> image.read(run.start(), page, 0, (int) Math.min(4096, run.length())))
          .isInstanceOf(UncheckedIOException.class)
          .cause()
          .hasMessageMatching(Pattern.quote(path.toString()) + ": can't be read at 0x.*copy it.*");
      assertThatThrownBy(image::checkUnchanged)
          .hasMessage(
              "%s: was changed while it was read (%d bytes, now 0); wait until it is whole, and try"
                  + " again",
              path, file.length);
    }
  }

  @Test
  void isToldByItsContent() throws IOException {
    Path path = Files.write(folder.resolve("picture.png"), file);
    try (MemoryImage image = MemoryImages.open(path)) {
      assertThat(image.format()).isEqualTo(format());
      assertThat(image.path()).isEqualTo(path);
    }
  }

  @Test
  void listsTheRuns() throws IOException {
    try (MemoryImage image = MemoryImages.open(save(file))) {
      assertThat(image.runs()).isEqualTo(memory.runs());
      assertThat(image.end()).isEqualTo(memory.bytes().length);
      assertThat(image.presentBytes()).isEqualTo(memory.presentBytes());
      assertThat(image.damage()).isEqualTo(Damage.NONE);
    }
  }

  @Test
  void readsFromAnyAddressUpToTheFirstAbsentByte() throws IOException {
    Random random = new Random(1);
    try (MemoryImage image = MemoryImages.open(save(file))) {
      for (int i = 0; i < 2000; i++) {
        int start = random.nextInt(memory.bytes().length + 0x2000);
        int length = random.nextInt(0x4000);
        byte[] target = new byte[length + 2];
        int expected = 0;
        while (expected < length && memory.isPresent(start + expected)) {
          expected++;
        }
        assertThat(image.read(start, target, 1, length)).isEqualTo(expected);
        assertThat(target[0]).isZero();
        assertThat(Arrays.copyOfRange(target, 1, 1 + expected))
            .isEqualTo(memory.copy(start, expected));
        assertThat(target[1 + expected]).isZero();
      }
    }
  }

  @Test
  void hasNothingAtImpossibleAddresses() throws IOException {
    byte[] target = new byte[16];
    try (MemoryImage image = MemoryImages.open(save(file))) {
      for (long address :
          new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 8, 1L << 52, 1L << 44}) {
        assertThat(image.read(address, target, 0, target.length)).isZero();
      }
      assertThat(image.read(memory.runs().getFirst().start(), target, 0, 0)).isZero();
    }
  }

  @Test
  void isSafeForSeveralThreads() throws Exception {
    try (MemoryImage image = MemoryImages.open(save(file));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        Random random = new Random(reader);
        readers.add(
            () -> {
              byte[] page = new byte[MemoryImage.PAGE];
              for (int i = 0; i < 2000; i++) {
                PhysicalRun run = memory.runs().get(random.nextInt(memory.runs().size()));
                int start = (int) (run.start() + random.nextLong(run.length()));
                int read = image.read(start, page, 0, page.length);
                assertThat(Arrays.copyOf(page, read)).isEqualTo(memory.copy(start, read));
              }
              return null;
            });
      }
      for (var result : threads.invokeAll(readers)) {
        result.get();
      }
    }
  }

  /// Cut off anywhere, a file either is refused or gives true bytes and counts the rest as lost.
  @Test
  void countsWhatACutFileLacks() throws IOException {
    int step = Math.max(1, file.length / 300);
    for (int length = 0; length < file.length; length += length < 0x200 ? 1 : step) {
      Path path = save(Arrays.copyOf(file, length));
      try (MemoryImage image = MemoryImages.open(path)) {
        long present = readable(image, true);
        assertThat(present).isPositive();
        if (knowsItsSize()) {
          long lost = image.damage().pages();
          assertThat(present + lost * MemoryImage.PAGE)
              .as("cut at %d", length)
              .isBetween(memory.presentBytes(), memory.presentBytes() + 3 * MemoryImage.PAGE);
        }
      } catch (MalformedImageException e) {
        assertThat(e).hasMessageStartingWith(path + ": ").hasMessageNotContaining("\n");
      }
    }
  }

  /// However a file is damaged, it is refused or read, and never hangs or fails otherwise.
  @Test
  void survivesMutations() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = file.clone();
      int headers = random.nextBoolean() ? Math.min(mutated.length, 0x300) : mutated.length;
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        int at = 8 + random.nextInt(headers - 8);
        int width = Math.min(1 << random.nextInt(4), mutated.length - at);
        int kind = random.nextInt(3);
        for (int k = 0; k < width; k++) {
          mutated[at + k] = (byte) (kind == 0 ? random.nextInt() : kind == 1 ? 0xff : 0);
        }
      }
      try (MemoryImage image = MemoryImages.open(save(mutated))) {
        readable(image, false);
        assertThat(image.runs()).isNotEmpty();
      } catch (MalformedImageException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }

  /// Number of bytes that can be read in the first megabytes of every run.
  private long readable(MemoryImage image, boolean compared) {
    byte[] page = new byte[MemoryImage.PAGE];
    long present = 0;
    for (PhysicalRun run : image.runs()) {
      long end = Math.min(run.end(), run.start() + (4 << 20));
      for (long at = run.start(); at < end; ) {
        int wanted = (int) Math.min(MemoryImage.PAGE - at % MemoryImage.PAGE, end - at);
        int read = image.read(at, page, 0, wanted);
        present += read;
        if (compared) {
          assertThat(Arrays.copyOf(page, read)).isEqualTo(memory.copy((int) at, read));
        }
        at += wanted;
      }
    }
    return present;
  }
}
