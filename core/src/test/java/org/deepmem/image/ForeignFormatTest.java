package org.deepmem.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are no dump are refused in one line that says what they are.
class ForeignFormatTest {
  @TempDir Path folder;

  private void refused(byte[] content, String reason) throws IOException {
    Path path = Files.write(folder.resolve("memory.raw"), content);
    assertThatThrownBy(() -> MemoryImages.open(path))
        .isInstanceOf(MalformedImageException.class)
        .hasMessageStartingWith(path + ": offset 0x")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }

  /// Magics as their specifications have them, in hexadecimal.
  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a, PNG",
    "504b0304, ZIP",
    "1f8b08, gunzip",
    "fd377a585a00, unxz",
    "28b52ffd, unzstd",
    "377abcaf271c, 7z",
    "255044462d312e37, PDF",
    "514649fb00000003, QCOW",
    "4b444d5601000000, VMDK",
    "68696272, hibernation",
    "41564d4c02000000, avml-convert",
    "d0bed2be, .vmem",
    "455646090d0aff00, ewfexport",
    "0102030405060708, less than a page"
  })
  void isToldByItsMagic(String hex, String reason) throws IOException {
    byte[] magic = HexFormat.of().parseHex(hex);
    refused(Arrays.copyOf(magic, reason.contains("page") ? 100 : 8192), reason);
  }

  @Test
  void textIsRefused() throws IOException {
    String text = "Mémoire vive d'une machine, décrite ligne à ligne.\n".repeat(200);
    refused(text.getBytes(StandardCharsets.UTF_8), "text file");
    refused("short\n".getBytes(StandardCharsets.UTF_8), "text file");
  }

  @Test
  void aWindowsExecutableIsRefused() throws IOException {
    byte[] executable = new byte[8192];
    executable[0] = 'M';
    executable[1] = 'Z';
    executable[0x3c] = (byte) 0x80;
    executable[0x80] = 'P';
    executable[0x81] = 'E';
    refused(executable, "Windows executable");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    refused(new byte[0], "the file is empty");
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> MemoryImages.open(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a directory; name the dump file itself");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> MemoryImages.open(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": no such file");
  }

  /// No entry is hidden by another, or by a format that is read.
  @Test
  void everyMagicOfTheTableIsRefused() throws IOException {
    for (ForeignFormat format : ForeignFormat.values()) {
      for (Magic magic : format.magics()) {
        byte[] file = new byte[0x9000];
        byte[] bytes = magic.bytes().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, file, (int) magic.offset(), bytes.length);
        refused(file, format.explanation());
      }
    }
  }
}
