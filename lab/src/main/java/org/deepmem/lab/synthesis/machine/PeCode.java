package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// Fills an image's code sections with functions, 16-byte aligned.
final class PeCode implements CodeSource.Targets {
  private static final int SMALLEST = 64;

  private final PeImage image;
  private final PeSection data;
  private final PeSection constants;
  private final PeSection text;
  private final int importSlots;
  private final int importCount;

  /// @param importSlots offset of the import address table
  PeCode(PeImage image, int importSlots, int importCount) {
    this.image = image;
    this.importSlots = importSlots;
    this.importCount = importCount;
    data = image.section(PeSection.Kind.DATA);
    constants = image.section(PeSection.Kind.CONSTANTS);
    text = image.section(PeSection.Kind.CODE);
  }

  void fill(CodeSource source, SeededRandom random) {
    byte padding = (byte) (image.system.is64Bit() ? 0xcc : 0x90);
    byte[] code = image.bytes.array();
    for (PeSection section : image.sections) {
      if (!section.kind().isCode()) {
        continue;
      }
      int at = section.start();
      int end = section.end() - 0x80;
      while (end - at >= SMALLEST) {
        image.code.add(at);
        int next = source.function(code, at, end, image.base + at, this, random);
        at = next + 15 & -16;
        for (int i = next; i < at; i++) {
          code[i] = padding;
        }
      }
    }
  }

  @Override
  public long data(SeededRandom random) {
    PeSection section = random.nextInt(5) == 0 ? constants : data;
    return image.base + section.start() + 4L * random.nextInt(section.size() / 4);
  }

  @Override
  public long importSlot(SeededRandom random) {
    int word = image.system.wordSize();
    return importCount == 0
        ? image.base + data.start() + (long) word * random.nextInt(data.size() / word)
        : image.base + importSlots + (long) word * random.nextInt(importCount);
  }

  @Override
  public long function(SeededRandom random) {
    return image.base + (image.code.count() == 0 ? text.start() : image.code.any(random));
  }
}
