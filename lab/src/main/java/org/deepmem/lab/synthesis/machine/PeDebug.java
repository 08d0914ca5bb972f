package org.deepmem.lab.synthesis.machine;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.deepmem.nn.SeededRandom;

/// The record by which debuggers find an image's symbols: RSDS, a GUID, an age, the symbol file's
/// name.
///
/// @param guid its 16 bytes as they lie in memory
record PeDebug(String pdbName, byte[] guid, int age) {
  private static final int CODE_VIEW = 2;

  static PeDebug draw(String pdbName, int age, SeededRandom random) {
    byte[] guid = new byte[16];
    for (int i = 0; i < guid.length; i++) {
      guid[i] = (byte) random.nextInt(256);
    }
    guid[7] = (byte) (0x40 | guid[7] & 0xf);
    guid[8] = (byte) (0x80 | guid[8] & 0x3f);
    return new PeDebug(pdbName, guid, age);
  }

  /// The GUID as symbol stores write it: 32 hexadecimal digits, the first three parts as numbers.
  String guidText() {
    byte[] text = guid.clone();
    int[] order = {3, 2, 1, 0, 5, 4, 7, 6};
    for (int i = 0; i < order.length; i++) {
      text[i] = guid[order[i]];
    }
    return HexFormat.of().formatHex(text).toUpperCase(Locale.ROOT);
  }

  /// Writes directory and record.
  ///
  /// @return where they end
  int write(PeImage image, int at) {
    byte[] name = pdbName.getBytes(StandardCharsets.US_ASCII);
    int record = at + 28;
    int size = 24 + name.length + 1;
    image.directory(PeImage.DEBUG, at, 28);
    image.bytes.putInt(at + 4, image.module.timestamp()).putInt(at + 12, CODE_VIEW);
    image.bytes.putInt(at + 16, size).putInt(at + 20, record).putInt(at + 24, record);
    image.text(record, "RSDS");
    image.bytes.put(record + 4, guid).putInt(record + 20, age);
    image.text(record + 24, pdbName);
    return record + size + 15 & -16;
  }
}
