package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Debian's makedumpfile as the outside writer: what it makes of an ELF core holds the same pages.
/// With levels 0 (each page by itself) and 1 (pages of zeros share one copy) it needs no real
/// kernel in the dump.
class MakedumpfileTest {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/makedumpfile"), Path.of("/usr/sbin/makedumpfile"));

  private final TestMemory memory =
      TestMemory.of(new PhysicalRun(0x100000, 0x60000), new PhysicalRun(0x400000, 0x21000));
  @TempDir Path folder;
  private Path makedumpfile = Path.of("makedumpfile");

  @BeforeEach
  void find() {
    var found = PLACES.stream().filter(Files::isExecutable).findFirst();
    Assumptions.assumeTrue(
        found.isPresent(), "makedumpfile is not installed: apt-get install makedumpfile");
    makedumpfile = found.get();
  }

  /// Runs makedumpfile on an ELF core of the memory.
  ///
  /// @return what it wrote to standard output, where a flattened dump goes
  private byte[] convert(String... options) throws IOException, InterruptedException {
    ElfBytes elf = ElfBytes.of64().note("CORE", new byte[336]);
    for (PhysicalRun run : memory.runs()) {
      byte[] bytes = memory.copy((int) run.start(), (int) run.length());
      elf.load(0xffff888000000000L + run.start(), run.start(), run.length(), bytes);
    }
    Path core = Files.write(folder.resolve("core"), elf.bytes());
    List<String> command =
        Stream.concat(
                Stream.of(makedumpfile.toString()),
                Arrays.stream(options)
                    .map(option -> option.equals("CORE") ? core.toString() : option))
            .toList();
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(() -> text(errors)).isZero();
    return output;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void compare(Path dump, ImageFormat format) throws IOException {
    byte[] page = new byte[MemoryImage.PAGE];
    try (MemoryImage image = MemoryImages.open(dump)) {
      assertThat(image.format()).isEqualTo(format);
      for (int at = 0; at < memory.bytes().length; at += MemoryImage.PAGE) {
        byte[] truth = memory.copy(at, MemoryImage.PAGE);
        int read = image.read(at, page, 0, page.length);
        if (memory.isPresent(at)) {
          assertThat(read).as("page at 0x%x", at).isEqualTo(MemoryImage.PAGE);
          assertThat(page).isEqualTo(truth);
        } else {
          assertThat(read).as("page at 0x%x", at).isZero();
        }
      }
      assertThat(image.damage().isNone()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-c", "-l"})
  void plainFilesHoldTheSamePages(String codec) throws IOException, InterruptedException {
    for (String level : new String[] {"0", "1"}) {
      Path dump = folder.resolve("dump" + level);
      convert(codec, "-d", level, "CORE", dump.toString());
      compare(dump, ImageFormat.KDUMP);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-c", "-l"})
  void flattenedFilesHoldTheSamePages(String codec) throws IOException, InterruptedException {
    Path dump = Files.write(folder.resolve("flat"), convert(codec, "-d", "1", "-F", "CORE"));
    compare(dump, ImageFormat.KDUMP_FLATTENED);
  }

  @Test
  void aPartOfASplitDumpIsRefused() throws IOException, InterruptedException {
    Path part = folder.resolve("part1");
    Path other = folder.resolve("part2");
    convert("--split", "-c", "-d", "0", "CORE", part.toString(), other.toString());
    for (Path file : new Path[] {part, other}) {
      assertThatThrownBy(() -> MemoryImages.open(file))
          .isInstanceOf(MalformedImageException.class)
          .hasMessageContaining("--reassemble");
    }
  }
}
