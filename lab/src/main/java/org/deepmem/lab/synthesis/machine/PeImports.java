package org.deepmem.lab.synthesis.machine;

import java.util.List;

/// An import table: which functions of the kernel a driver calls, bound to their addresses.
final class PeImports {
  private final PeImage image;

  PeImports(PeImage image) {
    this.image = image;
  }

  /// @param addresses of the functions, in the order of their names
  /// @return where the table ends
  int write(int start, String from, List<String> names, List<Long> addresses) {
    int word = image.system.wordSize();
    int slots = start;
    int descriptors = slots + (names.size() + 1) * word + 15 & -16;
    int lookup = descriptors + 2 * 20 + 15 & -16;
    int at = lookup + (names.size() + 1) * word;
    for (int i = 0; i < names.size(); i++) {
      image.pointer(lookup + i * word, at);
      image.pointer(slots + i * word, addresses.get(i));
      image.bytes.putShort(at, (short) i);
      at = image.text(at + 2, names.get(i)) + 1 & -2;
    }
    image.bytes.putInt(descriptors, lookup).putInt(descriptors + 12, at);
    image.bytes.putInt(descriptors + 16, slots);
    at = image.text(at, from);
    image.directory(PeImage.IMPORT, descriptors, 40);
    image.directory(PeImage.IMPORT_ADDRESSES, slots, (names.size() + 1) * word);
    return at + 15 & -16;
  }
}
