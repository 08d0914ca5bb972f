package org.deepmem.lab.synthesis.machine;

import org.deepmem.symbols.TypeTable;
import org.deepmem.symbols.WindowsLayouts;

/// A build of Windows that can be synthesised. Build strings and file versions are those of the
/// releases; addresses in use by a machine are drawn by [Machine].
public enum WindowsSystem {
  /// Windows 7 SP1, 32 bits, with PAE (the usual multiprocessor kernel).
  WIN7_SP1_X86(
      "win7sp1x86",
      4,
      7601,
      "6.1.7601.17514 (win7sp1_rtm.101119-1850)",
      "7601.17514.x86fre.win7sp1_rtm.101119-1850",
      "ntkrpamp.pdb",
      "ntkrnlpa.exe"),
  /// Windows 7 SP1, 64 bits.
  WIN7_SP1_X64(
      "win7sp1x64",
      8,
      7601,
      "6.1.7601.17514 (win7sp1_rtm.101119-1850)",
      "7601.17514.amd64fre.win7sp1_rtm.101119-1850",
      "ntkrnlmp.pdb",
      "ntoskrnl.exe"),
  /// Windows 10 2004, 64 bits.
  WIN10_X64(
      "win10x64",
      8,
      19041,
      "10.0.19041.1 (WinBuild.160101.0800)",
      "19041.1.amd64fre.vb_release.191206-1406",
      "ntkrnlmp.pdb",
      "ntoskrnl.exe");

  private final String id;
  private final int wordSize;
  private final int build;
  private final String fileVersion;
  private final String buildLab;
  private final String pdbName;
  private final String kernelFile;

  WindowsSystem(
      String id,
      int wordSize,
      int build,
      String fileVersion,
      String buildLab,
      String pdbName,
      String kernelFile) {
    this.id = id;
    this.wordSize = wordSize;
    this.build = build;
    this.fileVersion = fileVersion;
    this.buildLab = buildLab;
    this.pdbName = pdbName;
    this.kernelFile = kernelFile;
  }

  /// The system by its name on the command line.
  ///
  /// @throws IllegalArgumentException when there is none of that name; the message lists them
  public static WindowsSystem of(String id) {
    StringBuilder known = new StringBuilder();
    for (WindowsSystem system : values()) {
      if (system.id.equals(id)) {
        return system;
      }
      known.append(known.isEmpty() ? "" : ", ").append(system.id);
    }
    throw new IllegalArgumentException("no system '%s'; there are: %s".formatted(id, known));
  }

  /// Its name on the command line and among the built-in layouts: `win7sp1x86`.
  public String id() {
    return id;
  }

  /// Bytes of a pointer: 4 or 8.
  public int wordSize() {
    return wordSize;
  }

  public boolean is64Bit() {
    return wordSize == 8;
  }

  /// Whether an address belongs to the kernel half.
  public boolean isKernel(long va) {
    return is64Bit() ? va < 0 : va >= 0x80000000L;
  }

  /// Whether page tables have the three levels of PAE.
  public boolean pae() {
    return wordSize == 4;
  }

  /// Whether pools come from the segment heap (1809 and later) and the kernel's places are drawn at
  /// boot.
  public boolean segmentHeap() {
    return this == WIN10_X64;
  }

  /// Build number, as in NtBuildNumber without its high flag bits.
  public int build() {
    return build;
  }

  public int majorVersion() {
    return this == WIN10_X64 ? 10 : 6;
  }

  public int minorVersion() {
    return this == WIN10_X64 ? 0 : 1;
  }

  /// The service pack's name, "" without one.
  public String servicePack() {
    return this == WIN10_X64 ? "" : "Service Pack 1";
  }

  /// The text of a system file's version resource.
  public String fileVersion() {
    return fileVersion;
  }

  /// The text at NtBuildLab.
  public String buildLab() {
    return buildLab;
  }

  /// Name of the kernel's symbol file, as its RSDS record has it.
  public String pdbName() {
    return pdbName;
  }

  /// The kernel's file in system32 as the export directory names it is always `ntoskrnl.exe`; this
  /// is the name of the file that was loaded.
  public String kernelFile() {
    return kernelFile;
  }

  /// The machine field of PE headers and of the version block: 0x14c or 0x8664.
  public int peMachine() {
    return is64Bit() ? 0x8664 : 0x14c;
  }

  /// Layouts of its structures.
  public TypeTable layout() {
    return WindowsLayouts.of(id)
        .orElseThrow(() -> new IllegalStateException("no built-in layouts for " + id));
  }
}
