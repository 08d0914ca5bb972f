package org.deepmem.lab.synthesis.machine;

/// Code that tools disassemble.
final class KernelCode {
  private static final byte[] SHIFT_HANDLE_VALUE = {
    0x48,
    (byte) 0x8b,
    0x01,
    0x48,
    (byte) 0xc1,
    (byte) 0xf8,
    0x10,
    0x48,
    (byte) 0x83,
    (byte) 0xe0,
    (byte) 0xf0
  };

  private KernelCode() {}

  /// `mov rax,[rcx]; sar rax,10h; and rax,0FFFFFFFFFFFFFFF0h`: how Windows 10 unpacks the object of
  /// a handle. Tools look for the shift.
  static void write(PeImage image, KernelSymbols symbols) {
    if (image.system.segmentHeap()) {
      image.bytes.put(symbols.offset("ObpCaptureHandleInformationEx"), SHIFT_HANDLE_VALUE);
    }
  }
}
