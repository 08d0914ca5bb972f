package org.deepmem.lab.synthesis.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.nn.SeededRandom;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.SymbolFiles;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;
import org.deepmem.symbols.WindowsLayouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameBytes(WindowsSystem system) throws Exception {
    Path first = folder.resolve("1.raw");
    Path second = folder.resolve("2.raw");
    Path other = folder.resolve("3.raw");
    SmallMachine.boot(system, 1).writeTo(first);
    SmallMachine.boot(system, 1).writeTo(second);
    SmallMachine.boot(system, 2).writeTo(other);
    assertThat(Files.size(first)).isEqualTo(SmallMachine.BYTES);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void symbolFilesReadBackAsTheLayouts(WindowsSystem system) throws Exception {
    Machine machine = SmallMachine.boot(system, 1);
    Path file = machine.writeSymbolFolder(folder);
    assertThat(folder.relativize(file).toString().replace('\\', '/'))
        .matches("windows/nt\\w+\\.pdb/[0-9A-F]{32}-2\\.json");
    SymbolFiles files = SymbolFiles.open(List.of(file));
    TypeTable types = files.types().orElseThrow();
    for (StructLayout layout : WindowsLayouts.structures(system.id())) {
      StructLayout read = types.requireStruct(layout.name());
      assertThat(read.size()).isEqualTo(layout.size());
      assertThat(read.members().keySet()).isEqualTo(layout.members().keySet());
      for (StructMember member : layout.members().values()) {
        StructMember same = types.requireMember(layout.name(), member.name());
        assertThat(List.of(same.offset(), same.size(), same.bitOffset(), same.bitSize()))
            .as(layout.name() + "." + member.name())
            .isEqualTo(
                List.of(member.offset(), member.size(), member.bitOffset(), member.bitSize()));
      }
    }
    SymbolTable symbols = files.symbols().orElseThrow();
    long base = machine.modules().getFirst().base();
    for (String name : List.of("PsActiveProcessHead", "KdDebuggerDataBlock", "KiSystemStartup")) {
      assertThat(base + symbols.require(name)).isEqualTo(machine.symbol(name));
    }
  }

  @Test
  void debuggerDataAreInClearOnSevenAndDecodeOnTen() {
    Machine seven = SmallMachine.boot(WindowsSystem.WIN7_SP1_X86, 1);
    StructureWriter block =
        seven.memory().at("_KDDEBUGGER_DATA64", seven.symbol("KdDebuggerDataBlock"));
    assertThat(block.get("Header.OwnerTag")).isEqualTo(0x4742444b);
    assertThat(block.get("KernBase")).isEqualTo(seven.modules().getFirst().base());
    assertThat(block.get("PsActiveProcessHead")).isEqualTo(seven.symbol("PsActiveProcessHead"));

    Machine ten = SmallMachine.boot(WindowsSystem.WIN10_X64, 1);
    KernelMemory memory = ten.memory();
    long at = ten.symbol("KdDebuggerDataBlock") + 0x10;
    long never = memory.u64(ten.symbol("KiWaitNever"));
    long always = memory.u64(ten.symbol("KiWaitAlways"));
    // As debuggers decode: rotate, swap, combine.
    long value = Long.rotateLeft(memory.u64(at) ^ never, (int) never & 0xff);
    value = Long.reverseBytes(value ^ ten.symbol("KdpDataBlockEncoded")) ^ always;
    assertThat(value & 0xffffffffL).isEqualTo(0x4742444b);
    assertThat(memory.u32(at)).isNotEqualTo(0x4742444b);
  }

  @Test
  void structuresAreWrittenByTheLayout() {
    Machine machine = SmallMachine.boot(WindowsSystem.WIN10_X64, 1);
    long at = machine.nonPagedPool().allocate(0x1000 - 64, "Test", false).address();
    StructureWriter entry = machine.memory().at("_HANDLE_TABLE_ENTRY", at).zero();
    entry.set("ObjectPointerBits", 0xabcdef01234L).set("RefCnt", 0x8001).set("Unlocked", 1);
    assertThat(machine.memory().u64(at)).isEqualTo(0xabcdef01234L << 20 | 0x8001 << 1 | 1);
    assertThat(entry.get("ObjectPointerBits")).isEqualTo(0xabcdef01234L);
    StructureWriter process = machine.memory().at("_EPROCESS", at);
    assertThat(process.address("Pcb.Header.Type")).isEqualTo(at);
    assertThatThrownBy(() -> process.set("NoSuchMember", 1)).hasMessageContaining("NoSuchMember");
  }

  @Test
  void tooLittleMemoryIsOneClearLine() {
    assertThatThrownBy(
            () ->
                Machine.boot(
                    WindowsSystem.WIN7_SP1_X86,
                    1 << 20,
                    new SeededRandom(1),
                    KernelModule.minimal(WindowsSystem.WIN7_SP1_X86)))
        .hasMessageContaining("64 MB or more");
  }
}
