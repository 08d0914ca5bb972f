package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Symbols of a 32-bit Windows kernel, as pdbconv of Volatility 3 writes them, found by GUID and
/// age.
class WindowsSymbolsTest {
  private static final String GUID = "684DA42A30CC450F81C535B4D18944B1";
  private static final PdbId KERNEL = new PdbId("ntkrpamp.pdb", GUID, 2);
  private static final PdbId OTHER = new PdbId("ntkrpamp.pdb", GUID.replace('6', '7'), 1);

  private static final String ISF =
      """
      {"base_types": {"pointer": {"endian": "little", "kind": "int", "signed": false, "size": 4},
         "unsigned long": {"endian": "little", "kind": "int", "signed": false, "size": 4},
         "unsigned char": {"endian": "little", "kind": "char", "signed": false, "size": 1}},
       "enums": {"__unnamed_77": {"base": "long", "constants": {"NonPagedPool": 0, "PagedPool": 1},
         "size": 4}},
       "metadata": {"format": "6.1.0", "producer": {"name": "test", "version": "1"},
         "windows": {"pdb": {"GUID": "684DA42A30CC450F81C535B4D18944B1", "age": 2,
           "database": "ntkrpamp.pdb", "machine_type": 332}}},
       "symbols": {"PsLoadedModuleList": {"address": 1345552},
         "PsActiveProcessHead": {"address": 1314584}},
       "user_types": {
         "_LIST_ENTRY": {"kind": "struct", "size": 8, "fields": {
           "Flink": {"offset": 0, "type": {"kind": "pointer",
             "subtype": {"kind": "struct", "name": "_LIST_ENTRY"}}},
           "Blink": {"offset": 4, "type": {"kind": "pointer",
             "subtype": {"kind": "struct", "name": "_LIST_ENTRY"}}}}},
         "__unnamed_1580": {"kind": "union", "size": 4, "fields": {
           "Long": {"offset": 0, "type": {"kind": "base", "name": "unsigned long"}},
           "Valid": {"offset": 0, "type": {"kind": "bitfield", "bit_length": 20,
             "bit_position": 12, "type": {"kind": "base", "name": "unsigned long"}}}}},
         "_MMPTE": {"kind": "struct", "size": 4, "fields": {
           "u": {"offset": 0, "type": {"kind": "union", "name": "__unnamed_1580"}}}},
         "_OBJECT": {"kind": "struct", "size": 16, "fields": {
           "Pool": {"offset": 0, "type": {"kind": "enum", "name": "__unnamed_77"}},
           "Routine": {"offset": 4, "type": {"kind": "pointer", "subtype": {"kind": "function"}}},
           "Links": {"offset": 8, "type": {"kind": "struct", "name": "_LIST_ENTRY"}}}}}}
      """;

  @TempDir Path folder;

  private static byte[] isf() {
    return ISF.getBytes(StandardCharsets.UTF_8);
  }

  private Path save(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  @Test
  void layoutsAndSymbolsAreRead() throws IOException {
    SymbolFiles files = SymbolFiles.open(List.of(save("a.json", isf())));

    assertThat(files.pdb()).hasValue(KERNEL);
    TypeTable types = files.types().orElseThrow();
    assertThat(types.requireMember("_OBJECT", "Links.Blink"))
        .isEqualTo(new StructMember("Links.Blink", 12, 4, 0, 0, "_LIST_ENTRY *"));
    assertThat(types.requireMember("_OBJECT", "Pool").size()).isEqualTo(4);
    assertThat(types.requireMember("_OBJECT", "Routine").size()).isEqualTo(4);
    assertThat(types.requireMember("_MMPTE", "u.Valid"))
        .isEqualTo(new StructMember("u.Valid", 1, 4, 4, 20, "unsigned long"));
    assertThat(types.enumConstant("", "PagedPool")).isEqualTo(OptionalLong.of(1));
    SymbolTable moved = files.symbols(0, 0x82840000L).orElseThrow();
    assertThat(moved.require("PsLoadedModuleList")).isEqualTo(0x82988810L);
    assertThat(moved.nearest(0x82980f20L))
        .hasValueSatisfying(s -> assertThat(s.name()).isEqualTo("PsActiveProcessHead"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "windows/ntkrpamp.pdb/684DA42A30CC450F81C535B4D18944B1-2.json",
        "symbols/windows/ntkrpamp.pdb/684DA42A30CC450F81C535B4D18944B1-2.json.xz",
        "ntkrpamp.pdb/684DA42A30CC450F81C535B4D18944B1-2.json.gz",
        "mine/NTKRPAMP.PDB/684da42a30cc450f81c535b4d18944b1-2.json.xz",
        "some/where/kernel.json",
        "kernel.json.xz",
        "windows.zip",
        "symbols/windows.zip",
      })
  void aFolderIsSearched(String path) throws IOException {
    save(path, path.endsWith(".zip") ? zip() : packed(path));
    save("broken.json", "{\"metadata\": [".getBytes(StandardCharsets.UTF_8));
    save("readme.txt", new byte[10]);
    SymbolFiles files = SymbolFiles.open(List.of(folder));

    assertThat(files.types()).isEmpty();
    SymbolFiles found = files.forPdb(KERNEL).orElseThrow();
    assertThat(found.pdb()).hasValue(KERNEL);
    assertThat(found.types().orElseThrow().source()).contains(path);
    assertThat(files.forPdb(OTHER)).isEmpty();
    assertThat(files.missing(OTHER))
        .contains(OTHER.toString(), "windows/" + OTHER.path() + ".json", folder.toString())
        .doesNotContain("\n");
  }

  @Test
  void aZipPackIsNamedItself() throws IOException {
    SymbolFiles files = SymbolFiles.open(List.of(save("pack", zip())));
    assertThat(files.forPdb(KERNEL).orElseThrow().pdb()).hasValue(KERNEL);
  }

  @Test
  void aFileOfAnotherKernelIsNotTakenAndBothAreNamed() throws IOException {
    Path file = save("a.json", isf());
    SymbolFiles files = SymbolFiles.open(List.of(file));

    assertThat(files.forPdb(KERNEL)).containsSame(files);
    assertThat(files.forPdb(OTHER)).isEmpty();
    assertThat(files.missing(OTHER)).contains(OTHER.key(), KERNEL.key(), file.toString());
    assertThat(SymbolFiles.NONE.missing(KERNEL)).contains(KERNEL.key(), "--symbols");
  }

  @Test
  void aDamagedPackIsOneLine() throws IOException {
    byte[] zip = zip();
    Path half = save("half.zip", Arrays.copyOf(zip, zip.length / 2));
    SymbolFiles files = SymbolFiles.open(List.of(half));
    assertThatThrownBy(() -> files.forPdb(KERNEL))
        .isInstanceOf(MalformedSymbolsException.class)
        .hasMessageContaining("half.zip: offset 0x0: can't be read as a ZIP file");
  }

  @Test
  void whatDecompressesToTooMuchIsRefused() throws IOException {
    try (var in = new LimitedInputStream(new ByteArrayInputStream(new byte[100]), 99)) {
      assertThatThrownBy(in::readAllBytes).hasMessageContaining("more than 99 bytes come out");
    }
  }

  /// The record of a kernel with this GUID, byte for byte as the linker writes it.
  @Test
  void anRsdsRecordIsRead() {
    byte[] record =
        HexFormat.of()
            .parseHex(
                "00525344532aa44d68cc300f4581c535b4d18944b102000000"
                    + "6e746b7270616d702e70646200");

    assertThat(PdbId.parse(record, 1)).hasValue(KERNEL);
    assertThat(PdbId.parse(record, 0)).isEmpty();
    for (int length = 0; length < record.length; length++) {
      assertThat(PdbId.parse(Arrays.copyOf(record, length), 1)).isEmpty();
    }
    record[26] = '/';
    assertThat(PdbId.parse(record, 1).orElseThrow().name()).isEqualTo("krpamp.pdb");
    record[30] = 7;
    assertThat(PdbId.parse(record, 1)).isEmpty();
  }

  private static byte[] packed(String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packer =
        path.endsWith(".xz")
            ? new XZOutputStream(out, new LZMA2Options())
            : path.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packer.write(isf());
    }
    return out.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("windows/ntkrnlmp.pdb/" + OTHER.key() + "0.json"));
      zip.closeEntry();
      String name = "windows/" + KERNEL.path() + ".json.xz";
      zip.putNextEntry(new ZipEntry(name));
      zip.write(packed(name));
    }
    return out.toByteArray();
  }
}
