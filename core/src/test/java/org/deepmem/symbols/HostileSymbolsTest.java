package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Symbol files that were made to take all memory, opened by a program that has little of it: each
/// is read, or refused in a line.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSymbolsTest {
  private static final String HEAP = "-Xmx1g";
  private static final long GIB = 1L << 30;
  private static final String TYPES = "{\"metadata\":{},\"user_types\":{";

  @TempDir private static Path folder;

  private final Map<String, String> lines = new LinkedHashMap<>();

  @BeforeAll
  void openAll() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OpenSymbols.class.getName()));
    write();
    try (var files = Files.list(folder)) {
      files.sorted().map(Path::toString).forEach(command::add);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    for (String line : said.lines().toList()) {
      int colon = line.indexOf(": ");
      lines.put(line.substring(0, colon), line.substring(colon + 2));
    }
  }

  private static void write() throws IOException {
    sparse("map", "ffffffff81000000 T _text\n".getBytes(StandardCharsets.US_ASCII));
    sparse("btf", new byte[] {(byte) 0x9f, (byte) 0xeb, 1, 0});
    vmlinux();
    byte[] blank = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    repeated("blank.gz", TYPES, gzip(blank), 520);
    repeated("blank.xz", TYPES, xz(blank, 1 << 16), 520);
    Files.write(folder.resolve("dictionary.xz"), withDictionary(xz(blank, 1 << 16)));
    many("types.gz", TYPES, i -> "\"s" + i + "\":{\"size\":1,\"fields\":{}},", 2_200_000);
    many(
        "members.gz",
        TYPES + "\"s\":{\"fields\":{",
        i -> "\"m" + i + "\":{\"type\":{\"kind\":\"pointer\",\"subtype\":{\"name\":\"t\"}}},",
        700_000);
    many("symbols.gz", "{\"symbols\":{", i -> "\"f" + i + "\":{\"address\":" + i + "},", 4_300_000);
    String megabyte = "n".repeat(1 << 20);
    text("name", TYPES + "\"" + megabyte + "\":{\"size\":1}}}");
    text(
        "base", TYPES + "\"s\":{\"fields\":{\"m\":{\"type\":{\"kind\":\"" + megabyte + "x\"}}}}}}");
    text("nested", "{\"x\":".repeat(100_000));
    text("lists", "{\"x\":" + "[".repeat(100_000));
    text(
        "subtypes",
        TYPES + "\"s\":{\"fields\":{\"m\":{\"type\":" + "{\"subtype\":".repeat(100_000));
    text("number", TYPES + "\"s\":{\"size\":" + "9".repeat(1 << 20) + "}}}");
    text(
        "numbers",
        TYPES
            + "\"s\":{\"size\":1e999999999,\"fields\":{\"m\":{\"offset\":-9223372036854775808,"
            + "\"type\":{\"kind\":\"array\",\"count\":99999999999999999999,\"subtype\":"
            + "{\"kind\":\"base\",\"name\":\"m\"}}}}}},\"symbols\":{\"x\":{\"address\":1"
            + "0".repeat(900)
            + "}}}");
  }

  /// A gigabyte that is a hole but for its beginning.
  private static void sparse(String name, byte[] start) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.write(start);
      file.setLength(GIB);
    }
  }

  /// A section of 100 MB of names without an end, which 5,000 symbols and all sections share.
  private static void vmlinux() throws IOException {
    int sections = 60_000;
    int symbols = 5_000;
    ByteBuffer elf = ByteBuffer.allocate(64 + 64 * sections + 24 * symbols);
    elf.order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putLong(40, 64).putShort(60, (short) sections).putShort(62, (short) 0);
    int symbolsAt = 64 + 64 * sections;
    for (int i = 0; i < sections; i++) {
      int at = 64 + 64 * i;
      boolean names = i == 0;
      elf.putInt(at + 4, names ? 3 : 2);
      elf.putLong(at + 24, names ? elf.capacity() : symbolsAt);
      elf.putLong(at + 32, names ? 100 << 20 : 24L * symbols);
    }
    for (int i = 0; i < symbols; i++) {
      elf.putInt(symbolsAt + 24 * i, i).put(symbolsAt + 24 * i + 4, (byte) 0x11);
      elf.putShort(symbolsAt + 24 * i + 6, (short) 1);
    }
    Path file = Files.write(folder.resolve("vmlinux"), elf.array());
    byte[] letters = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
      for (int i = 0; i < 100; i++) {
        out.write(letters);
      }
    }
  }

  private static void text(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /// A start, then one compressed piece again and again.
  private static void repeated(String name, String start, byte[] piece, int times)
      throws IOException {
    byte[] bytes = start.getBytes(StandardCharsets.US_ASCII);
    byte[] first = name.endsWith(".gz") ? gzip(bytes) : xz(bytes, 1 << 16);
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      out.write(first);
      for (int i = 0; i < times; i++) {
        out.write(piece);
      }
    }
  }

  private interface Entry {
    String of(int number);
  }

  private static void many(String name, String start, Entry entry, int times) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16) {
              {
                def.setLevel(1);
              }
            },
            1 << 16)) {
      out.write(start.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < times; i++) {
        out.write(entry.of(i).getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] xz(byte[] bytes, int dictionary) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(dictionary);
    try (OutputStream xz = new XZOutputStream(out, options)) {
      xz.write(bytes);
    }
    return out.toByteArray();
  }

  /// Says of an xz file that a gigabyte is needed to decompress it: filter 0x21 with a property of
  /// one byte, in a header of which the first byte is the length in words and the last four are the
  /// CRC32 (xz file format, 3.1 and 5.3.1).
  private static byte[] withDictionary(byte[] xz) {
    int header = 12;
    int length = (xz[header] + 1) * 4;
    int at = header + 2;
    assertThat(xz[at]).isEqualTo((byte) 0x21);
    xz[at + 2] = 36;
    CRC32 sum = new CRC32();
    sum.update(xz, header, length - 4);
    ByteBuffer.wrap(xz)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(header + length - 4, (int) sum.getValue());
    return xz;
  }

  @Test
  void aGigabyteIsRefused() {
    assertThat(lines.get("map")).startsWith("refused").contains("goes on after 0x4000000 bytes");
    assertThat(lines.get("btf")).startsWith("refused").contains("goes on after 0x4000000 bytes");
    assertThat(lines.get("blank.gz")).contains("more than 536870912 bytes come out");
    assertThat(lines.get("blank.xz")).contains("more than 536870912 bytes come out");
  }

  @Test
  void moreEntriesThanAnyKernelHasAreRefused() {
    for (String name : List.of("types.gz", "members.gz", "symbols.gz")) {
      assertThat(lines.get(name)).startsWith("refused").contains("than any kernel has");
    }
  }

  @Test
  void whatAFileWantsForItsDecompressionIsBounded() {
    assertThat(lines.get("dictionary.xz")).startsWith("refused").contains("of memory");
  }

  @Test
  void namesNestingAndNumbersAreBounded() {
    for (String name : List.of("name", "base", "nested", "lists", "subtypes", "number")) {
      assertThat(lines.get(name)).as(name).startsWith("refused").hasSizeLessThan(600);
    }
    assertThat(lines.get("numbers")).isNotNull().hasSizeLessThan(600);
  }

  @Test
  void namesWithoutEndAreNone() {
    assertThat(lines.get("vmlinux")).isNotNull();
  }
}
