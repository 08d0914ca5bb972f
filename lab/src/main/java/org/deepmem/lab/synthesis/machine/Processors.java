package org.deepmem.lab.synthesis.machine;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.nn.SeededRandom;

/// The machine's processors: a _KPCR with its _KPRCB, a GDT and an IDT each. Which threads run on
/// them is for others to write.
public final class Processors {
  private static final int GATES = 256;

  private final KernelMemory memory;
  private final List<StructureWriter> regions = new ArrayList<>();

  Processors(KernelMemory memory, KernelGlobals globals, LoadedModule kernel, SeededRandom random) {
    this.memory = memory;
    int count = 1 << random.nextInt(3);
    int size = memory.at("_KPCR", 0).size();
    int mhz = 1600 + 100 * random.nextInt(20);
    for (int i = 0; i < count; i++) {
      long at =
          i == 0 ? globals.symbol("KiInitialPCR") : memory.allocatePages((size + 0xfff) >>> 12);
      StructureWriter region = memory.at("_KPCR", at);
      regions.add(region);
      region(region, globals, i);
      tables(region, kernel, random);
      block(i, mhz);
      memory.pointer(
          globals.symbol("KiProcessorBlock") + (long) i * memory.system.wordSize(),
          prcb(i).address());
    }
    memory.u32(globals.symbol("KeNumberProcessors"), count);
    memory.pointer(globals.symbol("KeActiveProcessors"), 1L << 16 | 1);
    memory.pointer(globals.symbol("KeActiveProcessors") + 8, (1L << count) - 1);
  }

  /// How many there are: 1, 2 or 4.
  public int count() {
    return regions.size();
  }

  /// A processor's _KPCR.
  public StructureWriter pcr(int number) {
    return regions.get(number);
  }

  /// A processor's _KPRCB.
  public StructureWriter prcb(int number) {
    return regions.get(number).inside(memory.system.is64Bit() ? "Prcb" : "PrcbData");
  }

  private void region(StructureWriter region, KernelGlobals globals, int number) {
    boolean wide = memory.system.is64Bit();
    long prcb = region.address(wide ? "Prcb" : "PrcbData");
    region.set("MajorVersion", 1).set("MinorVersion", 1).set("StallScaleFactor", 0x960);
    region.set(wide ? "Self" : "SelfPcr", region.address());
    region.set(wide ? "CurrentPrcb" : "Prcb", prcb);
    region.setIfPresent("Used_StackBase", wide ? 0 : 0);
    region.setIfPresent("SecondLevelCacheSize", 0x40000);
    region.setIfPresent("SecondLevelCacheAssociativity", 8);
    if (!wide) {
      region.set("KdVersionBlock", globals.symbol("KdVersionBlock"));
      region.set("SetMember", 1L << number).set("SetMemberCopy", 1L << number);
      region.set("Number", number);
    } else if (number == 0) {
      region.setIfPresent("KdVersionBlock", globals.symbol("KdVersionBlock"));
    }
  }

  private void block(int number, int mhz) {
    StructureWriter prcb = prcb(number);
    prcb.set("MajorVersion", 1).set("MinorVersion", 1).set("Number", number);
    prcb.set("MHz", mhz).set("CpuType", 6).set("CpuID", 1);
    prcb.setIfPresent("CpuModel", 0x3a).setIfPresent("CpuStepping", 9);
    prcb.setIfPresent("LegacyNumber", number).setIfPresent("GroupSetMember", 1L << number);
    prcb.setIfPresent("CoresPerPhysicalProcessor", count());
    prcb.setIfPresent("LogicalProcessorsPerCore", 1).setIfPresent("CFlushSize", 64);
    if (prcb.has("VendorString")) {
      memory.ascii(prcb.address("VendorString"), "GenuineIntel");
    }
  }

  private void tables(StructureWriter region, LoadedModule kernel, SeededRandom random) {
    boolean wide = memory.system.is64Bit();
    long gdt = memory.allocatePages(2);
    long idt = gdt + 0x1000;
    long tss = gdt + 0x400;
    region.set(wide ? "GdtBase" : "GDT", gdt).set(wide ? "IdtBase" : "IDT", idt);
    region.set(wide ? "TssBase" : "TSS", tss);
    Descriptors descriptors = new Descriptors(memory);
    descriptors.segments(gdt, tss, region.address());
    for (int i = 0; i < GATES; i++) {
      descriptors.gate(idt, i, kernel.function(random));
    }
  }
}
