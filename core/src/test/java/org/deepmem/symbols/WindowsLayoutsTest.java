package org.deepmem.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Truth: sizes and offsets that the public debug symbols of the three builds give.
class WindowsLayoutsTest {
  @ParameterizedTest
  @CsvSource({
    "_EPROCESS, 0x2c0, 0x4d0, 0xa40",
    "_ETHREAD, 0x2b8, 0x498, 0x898",
    "_DRIVER_OBJECT, 0xa8, 0x150, 0x150",
    "_FILE_OBJECT, 0x80, 0xd8, 0xd8",
    "_LDR_DATA_TABLE_ENTRY, 0x78, 0xe0, 0x120",
    "_CM_KEY_BODY, 0x2c, 0x58, 0x68",
    "_POOL_HEADER, 0x8, 0x10, 0x10",
    "_KDDEBUGGER_DATA64, 0x340, 0x340, 0x340",
  })
  void structuresHaveTheirSizes(String type, String x86, String x64, String ten) {
    assertThat(layout("win7sp1x86", type).size()).isEqualTo(Integer.decode(x86));
    assertThat(layout("win7sp1x64", type).size()).isEqualTo(Integer.decode(x64));
    assertThat(layout("win10x64", type).size()).isEqualTo(Integer.decode(ten));
  }

  @ParameterizedTest
  @CsvSource({
    "_OBJECT_HEADER, Body, 0x18, 0x30, 0x30",
    "_OBJECT_HEADER, TypeIndex, 0xc, 0x18, 0x18",
    "_OBJECT_HEADER, InfoMask, 0xe, 0x1a, 0x1a",
    "_EPROCESS, Pcb.Header.Type, 0, 0, 0",
    "_EPROCESS, Pcb.DirectoryTableBase, 0x18, 0x28, 0x28",
    "_EPROCESS, UniqueProcessId, 0xb4, 0x180, 0x440",
    "_EPROCESS, ActiveProcessLinks.Blink, 0xbc, 0x190, 0x450",
    "_EPROCESS, ImageFileName, 0x16c, 0x2e0, 0x5a8",
    "_KDDEBUGGER_DATA64, Header.OwnerTag, 0x10, 0x10, 0x10",
    "_KDDEBUGGER_DATA64, PsActiveProcessHead, 0x50, 0x50, 0x50",
  })
  void membersHaveTheirOffsets(String type, String path, String x86, String x64, String ten) {
    assertThat(member("win7sp1x86", type, path).offset()).isEqualTo(Integer.decode(x86));
    assertThat(member("win7sp1x64", type, path).offset()).isEqualTo(Integer.decode(x64));
    assertThat(member("win10x64", type, path).offset()).isEqualTo(Integer.decode(ten));
  }

  @Test
  void typesAreSpelledAsOthersSpellThem() {
    StructMember links = member("win7sp1x86", "_LIST_ENTRY", "Flink");
    assertThat(links.size()).isEqualTo(4);
    assertThat(links.pointee()).contains("_LIST_ENTRY");
    StructMember name = member("win7sp1x86", "_EPROCESS", "ImageFileName");
    assertThat(name)
        .isEqualTo(new StructMember("ImageFileName", 0x16c, 15, 0, 0, "unsigned char[15]"));
    assertThat(name.elementType()).contains("unsigned char");
    assertThat(member("win10x64", "_OBJECT_TYPE_INITIALIZER", "PoolType").size()).isEqualTo(4);
  }

  @Test
  void unnamedStructuresAreReachedByPathAndByName() {
    StructMember queue = member("win7sp1x86", "_DEVICE_OBJECT", "Queue");
    assertThat(queue.typeName()).isEqualTo("__unnamed_1342");
    assertThat(layout("win7sp1x86", "__unnamed_1342").size()).isEqualTo(0x28);
    // MMVAD.u is a union of an integer and of its bit fields.
    assertThat(member("win7sp1x86", "_MMVAD", "u.VadFlags.CommitCharge"))
        .isEqualTo(new StructMember("u.VadFlags.CommitCharge", 0x14, 4, 0, 19, "unsigned long"));
  }

  @Test
  void aBitFieldStartsAtTheByteThatHoldsItsFirstBit() {
    StructMember accounted = member("win10x64", "_EPROCESS", "DefaultPagePriority");
    assertThat(accounted.offset()).isEqualTo(0x461);
    assertThat(accounted.bitOffset()).isEqualTo(4);
    assertThat(accounted.bitSize()).isEqualTo(3);
  }

  @Test
  void aKernelsBuildNamesItsLayout() {
    assertThat(WindowsLayouts.forBuild(7601, 4).orElseThrow().source())
        .isEqualTo("built-in layout of Windows 7 SP1 x86 (7601)");
    assertThat(WindowsLayouts.forBuild(7601, 8)).isEqualTo(WindowsLayouts.of("win7sp1x64"));
    assertThat(WindowsLayouts.forBuild(19045, 8)).isEqualTo(WindowsLayouts.of("win10x64"));
    assertThat(WindowsLayouts.forBuild(19041, 4)).isEmpty();
    assertThat(WindowsLayouts.forBuild(2600, 4)).isEmpty();
    assertThat(WindowsLayouts.of("win95")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_A 0x4;nonsense                     | line 2 is neither",
        "_A 0x4;  0x0 b : dword              | line 2 is of the type dword, whose size isn't known",
        "_A 0x4;  0x0 b : void *             | line 2 holds a pointer, but no `word 4`",
        "_A 0x4;  0x4 b : long               | line 2 lies outside the 0x4 bytes",
        "_A 0x4;  0x0 b : bits[30:33] of long| line 2 has bits outside its 4 bytes",
        "_A 0x4;  0x0 b : char[x]            | line 2 has an array without a count",
        "_A 0x4;_A 0x8                       | line 2 declares _A again",
      })
  void aFaultyLineIsNamed(String lines, String message) {
    assertThatThrownBy(() -> LayoutText.parse("my.layout", lines.replace(';', '\n')))
        .isInstanceOf(MalformedSymbolsException.class)
        .hasMessageStartingWith("my.layout: ")
        .hasMessageContaining(message.strip());
  }

  private static StructLayout layout(String system, String type) {
    return WindowsLayouts.of(system).orElseThrow().requireStruct(type);
  }

  private static StructMember member(String system, String type, String path) {
    return WindowsLayouts.of(system).orElseThrow().requireMember(type, path);
  }
}
