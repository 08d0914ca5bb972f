package org.deepmem.lab.synthesis.machine;

/// _KUSER_SHARED_DATA: version, system root and times for user mode. Mapped by the kernel, and by
/// each process at [#USER_ADDRESS].
public final class SharedUserData {
  static final long USER_ADDRESS = 0x7ffe0000L;
  private static final long SECOND = 10_000_000;
  private static final String SYSTEM_ROOT = "C:\\Windows";

  private final KernelMemory memory;
  private final long address;
  private final KernelGlobals globals;
  private final StructureWriter data;

  SharedUserData(KernelMemory memory, long address, KernelGlobals globals) {
    this.memory = memory;
    this.address = address;
    this.globals = globals;
    memory.mapNew(address, 1, PageEntry.KERNEL_DATA | KernelMemory.noExecute());
    data = memory.at("_KUSER_SHARED_DATA", address);
    WindowsSystem system = memory.system;
    memory.utf16(data.address("NtSystemRoot"), SYSTEM_ROOT);
    data.set("TickCountMultiplier", 0x0fa00000);
    data.set("ImageNumberLow", system.is64Bit() ? 0x8664 : 0x14c);
    data.set("ImageNumberHigh", system.is64Bit() ? 0x8664 : 0x14c);
    data.set("LargePageMinimum", 0x200000).set("NtProductType", 1).set("ProductTypeIsValid", 1);
    data.set("NtMajorVersion", system.majorVersion());
    data.set("NtMinorVersion", system.minorVersion());
    data.setIfPresent("NtBuildNumber", system.build());
    data.set("SuiteMask", 0x110).set("NumberOfPhysicalPages", globals.physicalPages());
    byte[] features = new byte[64];
    for (int feature : new int[] {2, 3, 6, 8, 9, 10, 12, 13, 17}) {
      features[feature] = 1;
    }
    data.bytes("ProcessorFeatures", features);
    data.setIfPresent("NXSupportPolicy", 2);
    data.setIfPresent("ActiveConsoleId", 1);
    data.setIfPresent("TestRetInstruction", 0xc3);
  }

  /// Sets the clocks: here, and the kernel's boot time.
  ///
  /// @param now units of 100 ns since 1601
  /// @param sinceBoot units of 100 ns
  public void time(long now, long sinceBoot) {
    systemTime("SystemTime", now);
    systemTime("InterruptTime", sinceBoot);
    long ticks = sinceBoot / 156_250;
    systemTime("TickCount", ticks);
    systemTime("TimeZoneBias", -3600 * SECOND);
    globals.bootTime(now - sinceBoot, ticks);
  }

  private void systemTime(String path, long value) {
    data.set(path + ".LowPart", value);
    data.set(path + ".High1Time", value >>> 32).set(path + ".High2Time", value >>> 32);
  }

  SharedPages page() {
    return new SharedPages(new int[] {(int) (memory.physicalAddress(address) >>> 12)});
  }
}
