package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.deepmem.kernel.linux.TinyKernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files that are no dump, or not a whole one: one line says which, where, why and what to do.
class BadDumpTest {
  @TempDir Path folder;
  private Samples samples = new Samples(Path.of(""));

  @BeforeEach
  void samples() {
    samples = new Samples(folder);
  }

  /// A file, and words that its failure must have: reason and remedy.
  enum Bad {
    MISSING("no such file", "check the path"),
    DIRECTORY("is a directory", "name the dump file"),
    EMPTY("offset 0x0", "is empty", "dump again"),
    TRUNCATED_ELF("offset 0x40", "copy it again"),
    CUT_OFF_ELF("cut off before its first byte", "copy it again"),
    RANDOM("no x86 Linux kernel", "is it a dump of a whole machine's memory?"),
    TEXT("offset 0x0", "a text file", "name a memory dump"),
    PNG("offset 0x0", "a PNG picture", "name a memory dump"),
    EXECUTABLE("offset 0x10", "2 (executable), no core", "name a dump"),
    CORE_WITHOUT_MEMORY("offset 0x0", "holds no memory", "dump again"),
    WINDOWS("a Windows kernel's debug record, but no page tables lead there"),
    LOOPING_TABLES("page table at physical 0x", "contain themselves"),
    CUT_OFF_LIME("offset 0x0", "copy the file again"),
    GRAPH("offset 0x8", "a safetensors file (a graph or a model)", "name a memory dump");

    private final String[] words;

    Bad(String... words) {
      this.words = words;
    }

    /// Whether it is an image, only without a kernel that could be found.
    boolean holdsMemory() {
      return this == RANDOM || this == WINDOWS || this == LOOPING_TABLES;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedByEveryVerb(Bad bad) throws IOException {
    Path file = write(bad);
    Path model = samples.model();
    Path output = folder.resolve("output");
    String[] words = Arrays.copyOf(bad.words, bad.words.length + 1);
    words[bad.words.length] = "deepmem: " + file + ": ";

    Run.of("info", file, "--model", model).failed(words).silent();
    Run.of("scan", file, "--model", model).failed(words).silent();
    Run.of("scan", file, "--model", model, "--format", "json").failed(words).silent();
    Run.of("graph", file, "-o", output).failed(words).silent();
    Run.of("label", file, "-o", output).failed(words).silent();
    Path copy = folder.resolve("copy.raw");
    if (bad.holdsMemory()) {
      Run.of("lab", "convert", file, "-o", copy, "--format", "raw", "--filter", "kernel")
          .failed(words)
          .silent();
    } else {
      Run.of("lab", "convert", file, "-o", copy, "--format", "raw").failed(words).silent();
    }
    assertThat(copy).doesNotExist();

    assertThat(output).doesNotExist();
  }

  private Path write(Bad bad) throws IOException {
    Path file = folder.resolve("bad.dump");
    switch (bad) {
      case MISSING -> {}
      case DIRECTORY -> Files.createDirectory(file);
      case EMPTY -> Files.createFile(file);
      case TRUNCATED_ELF -> Files.write(file, Arrays.copyOf(elf(4, 9), 70));
      case CUT_OFF_ELF -> Files.write(file, Arrays.copyOf(elf(4, 1), 120));
      case RANDOM -> {
        byte[] bytes = new byte[1 << 20];
        new Random(3).nextBytes(bytes);
        Files.write(file, bytes);
      }
      case TEXT -> Files.writeString(file, "Dear analyst, this is no dump.\n".repeat(400));
      case PNG ->
          Files.write(
              file,
              Arrays.copyOf("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), 9000));
      case EXECUTABLE -> Files.write(file, elf(2, 1));
      case CORE_WITHOUT_MEMORY -> Files.write(file, elf(4, 0));
      case WINDOWS -> {
        byte[] bytes = new byte[1 << 20];
        byte[] mark = "RSDS0123456789abcdefghijntkrnlmp.pdb\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, bytes, 0x4321, mark.length);
        Files.write(file, bytes);
      }
      case LOOPING_TABLES -> {
        TinyKernel kernel = new TinyKernel(4, true).build();
        long root = kernel.physical(TinyKernel.ROOT);
        for (int entry = 256; entry < 512; entry++) {
          kernel.image.put(root + 8 * entry, root | 3);
        }
        return Files.move(samples.lime("loop.lime", kernel), file);
      }
      case CUT_OFF_LIME ->
          Files.write(file, Arrays.copyOf(Files.readAllBytes(samples.dump()), 0x10));
      case GRAPH -> {
        Path data = folder.resolve("data");
        Run.of("graph", samples.dump(), "-o", data).ok();
        return Files.move(data.resolve("tiny.graph"), file);
      }
    }
    return file;
  }

  /// A 64-bit ELF file with loads of a page each.
  private static byte[] elf(int type, int loads) {
    int data = 64 + loads * 56;
    ByteBuffer elf = ByteBuffer.allocate(data + loads * 4096).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(16, (short) type);
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) loads);
    for (int i = 0; i < loads; i++) {
      elf.position(64 + i * 56).putInt(1).putInt(0).putLong(data + i * 4096L).putLong(0);
      elf.putLong(0x1000L + i * 4096L).putLong(4096).putLong(4096);
    }
    return elf.array();
  }

  @Test
  void aFileThatMayNotBeReadIsRefused() throws IOException {
    Path file = samples.dump();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user (root) may read every file");
    Run.of("info", file).failed(file + ": access denied", "check its permissions").silent();
  }
}
