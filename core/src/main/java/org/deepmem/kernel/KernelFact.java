package org.deepmem.kernel;

/// Something found out about a kernel, for people to read.
///
/// @param name such as `KASLR offset`
/// @param value in words or as a hexadecimal address
/// @param source where it was found, such as `VMCOREINFO`
public record KernelFact(String name, String value, String source) {
  /// An address or a difference of addresses as people read it: `0xffffffff81000000`.
  public static String hexadecimal(long value) {
    return "0x" + Long.toHexString(value);
  }
}
