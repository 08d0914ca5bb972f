package org.deepmem.lab.synthesis.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.InvalidEntries;
import org.deepmem.paging.MappedRuns;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.paging.X86PaeAddressSpace;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Truth: the walk of `org.deepmem.paging` over the image that was written.
class PageTablesTest {
  @TempDir Path folder;

  private static AddressSpace space(WindowsSystem system, MemoryImage image, long root) {
    return system.pae()
        ? new X86PaeAddressSpace(image, root, InvalidEntries.WINDOWS_TRANSITION)
        : new X64AddressSpace(image, root, 4, InvalidEntries.WINDOWS_TRANSITION);
  }

  @ParameterizedTest
  @EnumSource
  void aWalkFindsWhatWasMapped(WindowsSystem system) throws Exception {
    Machine machine = SmallMachine.boot(system, 1);
    KernelMemory memory = machine.memory();
    UserSpace first = machine.newProcessSpace();
    long stack = memory.allocateStack(0x3000);
    UserSpace second = machine.newProcessSpace();
    PoolBlock[] blocks = new PoolBlock[3000];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = machine.pagedPool().allocate(700, "Test", false);
      memory.u32(blocks[i].address(), i);
    }
    SharedPages shared = machine.newSharedPages(2);
    first.map(0x400000, 1, PageAccess.READ_WRITE);
    first.map(0x10000000, shared, PageAccess.EXECUTE_READ);
    second.map(0x20000000, shared, PageAccess.EXECUTE_READ);
    first.ascii(0x400ff0, "mine");
    first.ascii(0x10001000, "both");
    first.trim(0x400000, PageAccess.READ_WRITE);
    second.demandZero(0x500000, 2, PageAccess.READ_WRITE);
    second.prototype(0x600000, machine.symbol("PsLoadedModuleList"));
    second.pagedOut(0x700000, 77, PageAccess.READ_WRITE);
    Path raw = folder.resolve("m.raw");
    machine.writeTo(raw);

    try (MemoryImage image = MemoryImages.open(raw)) {
      AddressSpace one = space(system, image, first.directoryTableBase());
      AddressSpace two = space(system, image, second.directoryTableBase());
      for (AddressSpace each : new AddressSpace[] {one, two}) {
        assertThat(each.physical(stack)).isEqualTo(memory.physicalAddress(stack));
        assertThat(each.physical(stack - 1)).isEqualTo(AddressSpace.UNMAPPED);
        for (int i = 0; i < blocks.length; i++) {
          assertThat(number(each, blocks[i].address())).isEqualTo(i);
        }
        long base = machine.modules().getFirst().base();
        assertThat(number(each, base) & 0xffff).isEqualTo(0x5a4d);
        assertThat(each.physical(0x7ffe0000L))
            .isEqualTo(each.physical(system.is64Bit() ? 0xfffff78000000000L : 0xffdf0000L));
      }
      assertThat(text(one, 0x400ff0)).isEqualTo("mine");
      assertThat(text(two, 0x20001000)).isEqualTo("both");
      assertThat(two.physical(0x400000)).isEqualTo(AddressSpace.UNMAPPED);
      for (long va : new long[] {0x500000, 0x600000, 0x700000}) {
        assertThat(two.physical(va)).isEqualTo(AddressSpace.UNMAPPED);
      }
      MappedRuns runs = one.kernelRuns();
      assertThat(runs.size()).isGreaterThan(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tablesMapThemselves(WindowsSystem system) throws Exception {
    Machine machine = SmallMachine.boot(system, 2);
    UserSpace user = machine.newProcessSpace();
    user.map(0x400000, 1, PageAccess.READ_WRITE);
    Path raw = folder.resolve("m.raw");
    machine.writeTo(raw);
    try (MemoryImage image = MemoryImages.open(raw)) {
      AddressSpace space = space(system, image, user.directoryTableBase());
      long entry = pageTables(system, space, user.directoryTableBase()) + (0x400000L >>> 12) * 8;
      long frame = user.physicalAddress(0x400000) >>> 12;
      assertThat(number(space, entry) >>> 12).isEqualTo(frame & 0xfffff);
    }
  }

  /// Address of the page tables: 0xC0000000 with PAE; on x64 by the slot that leads to the root.
  private static long pageTables(WindowsSystem system, AddressSpace space, long root) {
    if (system.pae()) {
      return 0xc0000000L;
    }
    for (long slot = 256; slot < 512; slot++) {
      long at = 0xffffL << 48 | slot << 39;
      long top = at | slot << 30 | slot << 21 | slot << 12;
      if (space.physical(top) == root) {
        assertThat(system == WindowsSystem.WIN10_X64 || slot == 0x1ed).isTrue();
        return at;
      }
    }
    throw new AssertionError("no slot maps the top table");
  }

  private static long number(AddressSpace space, long va) {
    byte[] bytes = new byte[4];
    assertThat(space.read(va, bytes, 0, 4)).isEqualTo(4);
    return (bytes[0] & 0xffL)
        | (bytes[1] & 0xffL) << 8
        | (bytes[2] & 0xffL) << 16
        | (bytes[3] & 0xffL) << 24;
  }

  private static String text(AddressSpace space, long va) {
    byte[] bytes = new byte[4];
    assertThat(space.read(va, bytes, 0, 4)).isEqualTo(4);
    return new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
  }
}
