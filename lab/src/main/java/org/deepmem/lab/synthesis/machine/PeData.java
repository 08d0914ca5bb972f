package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// Fills an image's data: constants with tables of functions and texts, writable data with
/// counters, empty lists, pointers and much that is zero.
final class PeData {
  private static final String[] TEXTS = {
    "Invalid parameter passed to C runtime function.",
    "%ws: status 0x%08x",
    "IRP_MJ_CREATE",
    "\\Registry\\Machine\\System\\CurrentControlSet\\Services",
    "Assertion failed: ",
    "%s(%d)",
    "STATUS_INSUFFICIENT_RESOURCES",
    "\\Device\\",
    "\\DosDevices\\",
    "ACPI",
    "Enable",
    "Start",
    "Parameters",
    "%s: pool allocation failed",
    "RtlpHeap",
    "PCI\\VEN_8086&DEV_100E",
    "SystemRoot"
  };

  private final PeImage image;
  private final SeededRandom random;

  PeData(PeImage image, SeededRandom random) {
    this.image = image;
    this.random = random;
  }

  /// @param constantsFrom where in the section of constants room is left
  void fill(int constantsFrom) {
    PeSection constants = image.section(PeSection.Kind.CONSTANTS);
    int at = constantsFrom + 15 & -16;
    while (at < constants.end() - 0x200) {
      at = random.nextInt(3) == 0 ? texts(at) : functions(at, 4 + random.nextInt(40));
    }
    PeSection data = image.section(PeSection.Kind.DATA);
    at = data.start();
    while (at < data.end() - 0x200) {
      at =
          switch (random.nextInt(8)) {
            case 0 -> functions(at, 2 + random.nextInt(12));
            case 1, 2 -> numbers(at, 4 + random.nextInt(16));
            case 3 -> list(at);
            case 4 -> pointers(at, 2 + random.nextInt(10), data);
            default -> at + 16 * (1 + random.nextInt(24));
          };
    }
  }

  private int texts(int start) {
    String text = TEXTS[random.nextInt(TEXTS.length)];
    if (random.nextInt(2) == 0) {
      return image.text(start, text) + 7 & -8;
    }
    int at = start;
    for (int i = 0; i < text.length(); i++, at += 2) {
      image.bytes.putShort(at, (short) text.charAt(i));
    }
    return at + 9 & -8;
  }

  private int functions(int start, int count) {
    int at = start;
    for (int i = 0; i < count; i++, at += image.system.wordSize()) {
      image.pointer(at, image.base + image.code.any(random));
    }
    return at + 7 & -8;
  }

  private int pointers(int start, int count, PeSection data) {
    int at = start;
    for (int i = 0; i < count; i++, at += image.system.wordSize()) {
      image.pointer(at, image.base + data.start() + 16L * random.nextInt(data.size() / 16));
    }
    return at + 7 & -8;
  }

  private int numbers(int start, int count) {
    int at = start;
    for (int i = 0; i < count; i++, at += 4) {
      image.bytes.putInt(at, (int) (random.nextLong() >>> (32 + random.nextInt(32))));
    }
    return at + 7 & -8;
  }

  private int list(int at) {
    image.pointer(at, image.base + at);
    image.pointer(at + image.system.wordSize(), image.base + at);
    return at + 2 * image.system.wordSize();
  }
}
