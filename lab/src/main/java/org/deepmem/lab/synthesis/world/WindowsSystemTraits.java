package org.deepmem.lab.synthesis.world;

/// What of a Windows system its plan depends on.
///
/// @param wordSize bytes of a pointer: 4 or 8
/// @param build 7601 for Windows 7 SP1, 19041 for Windows 10
public record WindowsSystemTraits(int wordSize, int build) {
  public WindowsSystemTraits {
    if (wordSize != 4 && wordSize != 8) {
      throw new IllegalArgumentException("word of %d bytes; give 4 or 8".formatted(wordSize));
    }
  }

  /// Whether pointers have 64 bits.
  public boolean is64Bit() {
    return wordSize == 8;
  }
}
