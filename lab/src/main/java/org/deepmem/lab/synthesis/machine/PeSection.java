package org.deepmem.lab.synthesis.machine;

/// A section of an image as it is loaded.
///
/// @param name at most 8 characters
/// @param start offset from the image's base
/// @param size bytes, a multiple of 4096
/// @param kind what it holds
record PeSection(String name, int start, int size, Kind kind) {
  enum Kind {
    CODE(0x68000020),
    CONSTANTS(0x48000040),
    DATA(0xc8000040),
    PAGED_CODE(0x60000020),
    EXPORTS(0x40000040),
    INIT(0xe2000020),
    RESOURCES(0x42000040);

    final int characteristics;

    Kind(int characteristics) {
      this.characteristics = characteristics;
    }

    boolean isCode() {
      return this == CODE || this == PAGED_CODE || this == INIT;
    }

    /// Whether the loader gives its pages back after the start.
    boolean isDiscarded() {
      return this == INIT;
    }
  }

  int end() {
    return start + size;
  }
}
