package org.deepmem.lab.synthesis.machine;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.nn.SeededRandom;

/// A machine of 64 MB with a few drivers.
final class SmallMachine {
  static final long BYTES = 64L << 20;

  private SmallMachine() {}

  static Machine boot(WindowsSystem system, long seed) {
    List<KernelModule> modules = new ArrayList<>(KernelModule.minimal(system));
    for (String name : List.of("ntfs.sys", "tcpip.sys", "win32k.sys")) {
      modules.add(
          new KernelModule(
              name, "\\SystemRoot\\System32\\drivers\\" + name, 0x30000, 0x4ce78000, 0x12345));
    }
    return Machine.boot(system, BYTES, new SeededRandom(seed), modules);
  }
}
