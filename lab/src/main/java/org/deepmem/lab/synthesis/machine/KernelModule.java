package org.deepmem.lab.synthesis.machine;

import java.util.List;

/// A module to load: the kernel, the HAL, a driver.
///
/// @param name `tcpip.sys`
/// @param path `\SystemRoot\System32\drivers\tcpip.sys`
/// @param size bytes of the image, a multiple of 4096; at least 7 pages
/// @param timestamp of the link, seconds since 1970
/// @param checksum of the image
public record KernelModule(String name, String path, int size, int timestamp, int checksum) {
  static final int SMALLEST = 7 * PhysicalMemory.PAGE;

  public KernelModule {
    if (size < SMALLEST || size % PhysicalMemory.PAGE != 0) {
      throw new IllegalArgumentException(
          "%s: image of 0x%x bytes; give a multiple of 4096, 0x%x or more"
              .formatted(name, size, SMALLEST));
    }
  }

  /// The kernel and the HAL of a system, the least that a machine needs.
  public static List<KernelModule> minimal(WindowsSystem system) {
    String folder = "\\SystemRoot\\system32\\";
    boolean wide = system.is64Bit();
    int kernel = wide ? 0x5e7000 : 0x412000;
    return List.of(
        new KernelModule(
            "ntoskrnl.exe", folder + system.kernelFile(), kernel, 0x4ce78a09, 0x3cbb6e),
        new KernelModule(
            "hal.dll", folder + (wide ? "hal.dll" : "halmacpi.dll"), 0x49000, 0x4ce7b669, 0x4b3e2));
  }

  /// Whether it lies in session space.
  boolean inSession() {
    return name.startsWith("win32k") || name.equals("cdd.dll") || name.equals("TSDDD.dll");
  }

  /// The name without its extension.
  String stem() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
