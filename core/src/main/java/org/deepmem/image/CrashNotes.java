package org.deepmem.image;

/// What a Windows crash dump's header says of the kernel. Addresses are virtual, those of a 32-bit
/// kernel zero-extended; 0 where the writer left one out.
///
/// @param wordSize bytes of a pointer, 4 or 8
/// @param pae whether a 32-bit kernel's page tables have entries of 8 bytes; false for 64-bit ones
/// @param build number, such as 7601
/// @param directoryTableBase value of CR3 when the dump was made
/// @param loadedModules address of `PsLoadedModuleList`
/// @param activeProcesses address of `PsActiveProcessHead`
/// @param debuggerData address of the kernel debugger data block
/// @param machine COFF's number of the CPU, such as 0x14c (x86) and 0x8664 (x64)
/// @param processors number of CPUs
public record CrashNotes(
    int wordSize,
    boolean pae,
    int build,
    long directoryTableBase,
    long loadedModules,
    long activeProcesses,
    long debuggerData,
    int machine,
    int processors) {
  /// COFF's number of 32-bit x86.
  public static final int X86 = 0x14c;

  /// COFF's number of x64.
  public static final int X64 = 0x8664;
}
