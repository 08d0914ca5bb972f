package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.deepmem.symbols.BtfBytes.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class SymbolFilesTest {
  private static final String BANNER = "Linux version 6.1.0-test (builder) #1 SMP";
  private static final long IMAGE = 0xffffffff80000000L;

  private static final String ISF =
      """
      {"metadata": {"format": "6.2.0"},
       "base_types": {"int": {"size": 4, "signed": true, "kind": "int", "endian": "little"},
                      "pointer": {"size": 8, "signed": false, "kind": "int", "endian": "little"}},
       "user_types": {
         "task_struct": {"size": 64, "kind": "struct", "fields": {
           "pid": {"offset": 4, "type": {"kind": "base", "name": "int"}},
           "mm": {"offset": 8, "type": {"kind": "pointer",
              "subtype": {"kind": "struct", "name": "mm_struct"}}},
           "unnamed_field_10": {"offset": 16, "anonymous": true,
              "type": {"kind": "union", "name": "unnamed_1"}},
           "flag": {"offset": 24, "type": {"kind": "bitfield", "bit_position": 11, "bit_length": 2,
              "type": {"kind": "base", "name": "int"}}},
           "grid": {"offset": 32, "type": {"kind": "array", "count": 2, "subtype":
              {"kind": "array", "count": 3, "subtype": {"kind": "base", "name": "int"}}}}}},
         "unnamed_1": {"size": 8, "kind": "union", "fields": {
           "inside": {"offset": 0, "type": {"kind": "base", "name": "int"}}}}},
       "enums": {"zone": {"size": 4, "base": "int", "constants": {"DMA": 0, "NORMAL": 2}},
                 "unnamed_9": {"size": 4, "base": "int", "constants": {"PG_slab": 9}}},
       "symbols": {"linux_banner": {"address": 18446744071583000000, "constant_data": "%s"},
                   "cpu_debug_store": {"address": 4096},
                   "init_task": {"address": 18446744071585000000}}}
      """
          .formatted(
              Base64.getEncoder()
                  .encodeToString((BANNER + "\n\0").getBytes(StandardCharsets.US_ASCII)));

  @TempDir Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] isf() {
    return ISF.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] xz(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream xz = new XZOutputStream(out, new LZMA2Options())) {
      xz.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void readsIsfPlainAndCompressed() throws Exception {
    for (byte[] bytes : List.of(isf(), xz(isf()), gzip(isf()))) {
      SymbolFiles files = SymbolFiles.open(List.of(file("symbols", bytes)));
      TypeTable types = files.types().orElseThrow();

      assertThat(files.banner()).contains(BANNER);
      assertThat(types.requireMember("task_struct", "mm"))
          .isEqualTo(new StructMember("mm", 8, 8, 0, 0, "mm_struct *"));
      assertThat(types.requireMember("task_struct", "inside").offset()).isEqualTo(16);
      assertThat(types.requireMember("task_struct", "flag"))
          .isEqualTo(new StructMember("flag", 25, 4, 3, 2, "int"));
      assertThat(types.requireMember("task_struct", "grid"))
          .isEqualTo(new StructMember("grid", 32, 24, 0, 0, "int[2][3]"));
      assertThat(types.enumConstant("zone", "NORMAL")).isEqualTo(OptionalLong.of(2));
      assertThat(types.enumConstant("", "PG_slab")).isEqualTo(OptionalLong.of(9));
    }
  }

  @Test
  void movesSymbolsOfTheImageOnly() throws Exception {
    SymbolFiles files = SymbolFiles.open(List.of(file("symbols.json", isf())));

    SymbolTable moved = files.symbols(IMAGE, 0x1000000).orElseThrow();

    assertThat(moved.require("init_task"))
        .isEqualTo(Long.parseUnsignedLong("18446744071585000000") + 0x1000000);
    assertThat(moved.require("cpu_debug_store")).isEqualTo(4096);
  }

  @Test
  void readsSystemMapAndDetachedBtfTogether() throws Exception {
    BtfBytes btf = new BtfBytes();
    btf.struct("cred", 16, Member.at("uid", btf.integer("int", 4), 8));
    String map = "0000000000001000 A cpu_debug_store\nffffffff81000000 T _text\n";

    SymbolFiles files =
        SymbolFiles.open(
            List.of(
                file("System.map", map.getBytes(StandardCharsets.US_ASCII)),
                file("kernel.btf", btf.bytes())));

    assertThat(files.symbols().orElseThrow().symbols())
        .containsExactly(
            new Symbol("cpu_debug_store", 0x1000, 'A'),
            new Symbol("_text", 0xffffffff81000000L, 'T'));
    assertThat(files.types().orElseThrow().requireMember("cred", "uid").offset()).isEqualTo(8);
  }

  /// An ELF file with a symbol table, its strings and BTF.
  private static byte[] vmlinux() {
    BtfBytes btf = new BtfBytes();
    btf.struct("cred", 16, Member.at("uid", btf.integer("int", 4), 8));
    byte[] strings = "\0_text\0".getBytes(StandardCharsets.US_ASCII);
    byte[] names = "\0.BTF\0".getBytes(StandardCharsets.US_ASCII);
    byte[] types = btf.bytes();
    ByteBuffer symbols = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    symbols.putInt(24, 1).put(28, (byte) 0x12).putShort(30, (short) 1);
    symbols.putLong(32, 0xffffffff81000000L);
    byte[][] sections = {new byte[0], names, strings, symbols.array(), types};
    int table = 64;
    int at = table + sections.length * 64;
    ByteBuffer elf = ByteBuffer.allocate(at + 4096).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0x464c457f).put((byte) 2).put((byte) 1);
    elf.putLong(40, table).putShort(60, (short) sections.length).putShort(62, (short) 1);
    int[] kinds = {0, 3, 3, 2, 1};
    for (int i = 0; i < sections.length; i++) {
      int header = table + i * 64;
      elf.putInt(header, i == 4 ? 1 : 0).putInt(header + 4, kinds[i]);
      elf.putLong(header + 24, at).putLong(header + 32, sections[i].length);
      elf.putInt(header + 40, 2);
      elf.put(at, sections[i]);
      at += sections[i].length;
    }
    return Arrays.copyOf(elf.array(), at);
  }

  /// The same for a 32-bit kernel, with its symbols only, as a `.debug` file without BTF.
  private static byte[] narrowVmlinux() {
    byte[] strings = "\0_text\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer symbols = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    symbols.putInt(16, 1).putInt(20, 0xc1000000).put(28, (byte) 0x12).putShort(30, (short) 1);
    byte[][] sections = {new byte[0], strings, symbols.array()};
    int table = 52;
    int at = table + sections.length * 40;
    ByteBuffer elf = ByteBuffer.allocate(at + 4096).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0x464c457f).put((byte) 1).put((byte) 1);
    elf.putInt(32, table).putShort(48, (short) sections.length).putShort(50, (short) 1);
    int[] kinds = {0, 3, 2};
    for (int i = 0; i < sections.length; i++) {
      int header = table + i * 40;
      elf.putInt(header + 4, kinds[i]).putInt(header + 16, at);
      elf.putInt(header + 20, sections[i].length).putInt(header + 24, 1);
      elf.put(at, sections[i]);
      at += sections[i].length;
    }
    return Arrays.copyOf(elf.array(), at);
  }

  @Test
  void readsVmlinuxOfA32BitKernel() throws Exception {
    SymbolFiles files = SymbolFiles.open(List.of(file("vmlinux", narrowVmlinux())));

    assertThat(files.symbols().orElseThrow().symbols())
        .containsExactly(new Symbol("_text", 0xc1000000L, 'T'));
    assertThat(files.types()).isEmpty();
  }

  @Test
  void readsVmlinux() throws Exception {
    SymbolFiles files = SymbolFiles.open(List.of(file("vmlinux", vmlinux())));

    assertThat(files.symbols().orElseThrow().symbols())
        .containsExactly(new Symbol("_text", 0xffffffff81000000L, 'T'));
    assertThat(files.types().orElseThrow().struct("cred").orElseThrow().size()).isEqualTo(16);
  }

  @Test
  void refusesWhatIsCutOff() throws Exception {
    byte[] json = ISF.strip().getBytes(StandardCharsets.UTF_8);
    for (byte[] whole : List.of(json, xz(json), gzip(json), vmlinux(), narrowVmlinux())) {
      for (int length = 0; length < whole.length; length += 1 + whole.length / 80) {
        Path part = file("part", Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> SymbolFiles.open(List.of(part)))
            .as("%d of %d bytes", length, whole.length)
            .isInstanceOf(MalformedSymbolsException.class)
            .hasMessageContaining("part: offset 0x");
      }
    }
  }

  @Test
  void refusesWhatIsNoSymbolFile() throws Exception {
    for (String text :
        List.of("", "hello\n", "{\"a\": 1}", "{}", "\0\0\0\0", "ffffffff81000000 T\n")) {
      Path path = file("text", text.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> SymbolFiles.open(List.of(path)))
          .isInstanceOf(MalformedSymbolsException.class)
          .hasMessageContaining("text: offset 0x");
    }
    Path map = file("map", "ffffffff81000000 T _text\nwhat\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> SymbolFiles.open(List.of(map)))
        .isInstanceOf(MalformedSymbolsException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void neverFailsOtherwiseThanItSays() throws Exception {
    Random random = new Random(3);
    int refused = 0;
    for (byte[] whole : List.of(isf(), xz(isf()), vmlinux())) {
      for (int round = 0; round < 100; round++) {
        byte[] bytes = whole.clone();
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        try {
          SymbolFiles.open(List.of(file("mutated", bytes)))
              .types()
              .ifPresent(types -> types.struct("task_struct"));
        } catch (MalformedSymbolsException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isBetween(30, 290);
  }
}
