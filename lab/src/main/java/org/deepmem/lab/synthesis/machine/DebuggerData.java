package org.deepmem.lab.synthesis.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deepmem.nn.SeededRandom;
import org.deepmem.symbols.StructMember;

/// KdDebuggerDataBlock (KDDEBUGGER_DATA64 of the Windows SDK) and KdVersionBlock. Windows 10 keeps
/// the block encoded while no debugger is attached.
final class DebuggerData {
  private static final String BLOCK = "_KDDEBUGGER_DATA64";
  private static final int SIZE_7 = 0x340;
  private static final int SIZE_10 = 0x380;

  private final KernelMemory memory;
  private final KernelSymbols symbols;
  private final KernelAreas areas;

  DebuggerData(KernelMemory memory, KernelSymbols symbols, KernelAreas areas) {
    this.memory = memory;
    this.symbols = symbols;
    this.areas = areas;
  }

  private long symbol(String name) {
    return areas.kernelBase() + symbols.offset(name);
  }

  void write(SeededRandom random) {
    WindowsSystem system = memory.system;
    long at = symbol("KdDebuggerDataBlock");
    int size = system.segmentHeap() ? SIZE_10 : SIZE_7;
    StructureWriter block = memory.at(BLOCK, at);
    for (String name : symbols.data().keySet()) {
      if (block.has(name)) {
        block.set(name, symbol(name));
      }
    }
    for (String name : symbols.code().keySet()) {
      if (block.has(name)) {
        block.set(name, symbol(name));
      }
    }
    block.set("KernBase", areas.kernelBase()).set("MmPageSize", PhysicalMemory.PAGE);
    sizes(block);
    long list = symbol("KdpDebuggerDataListHead");
    KernelLists.initialize(memory, list);
    KernelLists.insertTail(memory, list, at);
    memory.ascii(at + 0x10, "KDBG");
    memory.u32(at + 0x14, size);
    versionBlock(list);
    memory.u64(symbol("KiWaitNever"), random.nextLong());
    memory.u64(symbol("KiWaitAlways"), random.nextLong());
    if (system.segmentHeap()) {
      memory.u8(symbol("KdpDataBlockEncoded"), 1);
      encode(at, size);
    }
  }

  private void sizes(StructureWriter block) {
    Map<String, String> offsets = new LinkedHashMap<>();
    offsets.put("OffsetKThreadNextProcessor", "_KTHREAD.NextProcessor");
    offsets.put("OffsetKThreadTeb", "_KTHREAD.Teb");
    offsets.put("OffsetKThreadKernelStack", "_KTHREAD.KernelStack");
    offsets.put("OffsetKThreadInitialStack", "_KTHREAD.InitialStack");
    offsets.put("OffsetKThreadApcProcess", "_KTHREAD.ApcState.Process");
    offsets.put("OffsetKThreadState", "_KTHREAD.State");
    offsets.put("OffsetEprocessPeb", "_EPROCESS.Peb");
    offsets.put("OffsetEprocessParentCID", "_EPROCESS.InheritedFromUniqueProcessId");
    offsets.put("OffsetEprocessDirectoryTableBase", "_EPROCESS.Pcb.DirectoryTableBase");
    offsets.put("OffsetPrcbCurrentThread", "_KPRCB.CurrentThread");
    offsets.put("OffsetPrcbMhz", "_KPRCB.MHz");
    offsets.put("OffsetPrcbCpuType", "_KPRCB.CpuType");
    offsets.put("OffsetPrcbVendorString", "_KPRCB.VendorString");
    offsets.put("OffsetPrcbProcStateContext", "_KPRCB.ProcessorState");
    offsets.put("OffsetPrcbNumber", "_KPRCB.Number");
    offsets.put("OffsetPcrSelfPcr", memory.system.is64Bit() ? "_KPCR.Self" : "_KPCR.SelfPcr");
    offsets.put(
        "OffsetPcrCurrentPrcb", memory.system.is64Bit() ? "_KPCR.CurrentPrcb" : "_KPCR.Prcb");
    offsets.put(
        "OffsetPcrContainedPrcb", memory.system.is64Bit() ? "_KPCR.Prcb" : "_KPCR.PrcbData");
    offsets.forEach(
        (member, path) -> {
          int dot = path.indexOf('.');
          memory
              .system
              .layout()
              .member(path.substring(0, dot), path.substring(dot + 1))
              .map(StructMember::offset)
              .ifPresent(offset -> block.set(member, offset));
        });
    block.set("SizeEProcess", memory.at("_EPROCESS", 0).size());
    block.set("SizeEThread", memory.at("_ETHREAD", 0).size());
    block.set("SizePrcb", memory.at("_KPRCB", 0).size());
    block.set("SizePcr", memory.at("_KPCR", 0).size());
  }

  private void versionBlock(long list) {
    WindowsSystem system = memory.system;
    StructureWriter version = memory.at("_DBGKD_GET_VERSION64", symbol("KdVersionBlock"));
    version.set("MajorVersion", 0xf).set("MinorVersion", system.build());
    version.set("ProtocolVersion", 6).set("KdSecondaryVersion", system.is64Bit() ? 0 : 2);
    version.set("Flags", system.is64Bit() ? 7 : 3).set("MachineType", system.peMachine());
    version.set("MaxPacketType", 12).set("MaxStateChange", 3).set("MaxManipulate", 0x2f);
    version.set("KernBase", signExtended(areas.kernelBase()));
    version.set("PsLoadedModuleList", signExtended(symbol("PsLoadedModuleList")));
    version.set("DebuggerDataList", signExtended(list));
  }

  private long signExtended(long address) {
    return memory.system.is64Bit() ? address : (int) address;
  }

  /// The inverse of what a debugger does to read the block: each 64-bit word is combined with two
  /// numbers drawn at boot and an address, and rotated.
  private void encode(long at, int size) {
    long never = memory.u64(symbol("KiWaitNever"));
    long always = memory.u64(symbol("KiWaitAlways"));
    long flag = symbol("KdpDataBlockEncoded");
    for (long word = at; word < at + size; word += 8) {
      long value = Long.reverseBytes(memory.u64(word) ^ always) ^ flag;
      memory.u64(word, Long.rotateRight(value, (int) never & 0xff) ^ never);
    }
  }
}
