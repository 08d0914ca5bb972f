package org.deepmem.lab.synthesis.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A version resource (VS_VERSIONINFO of the Windows SDK), the only resource of an image.
final class PeVersion {
  private static final int VERSION_TYPE = 16;
  private static final int ENGLISH = 0x409;
  private static final int SIGNATURE = 0xfeef04bd;

  private final ByteBuffer out;
  private int at;

  private PeVersion(ByteBuffer out, int at) {
    this.out = out;
    this.at = at;
  }

  static void write(PeImage image, PeSection section) {
    int start = section.start();
    ByteBuffer bytes = image.bytes;
    int[] ids = {VERSION_TYPE, 1, ENGLISH};
    for (int level = 0; level < ids.length; level++) {
      int table = start + 24 * level;
      bytes.putShort(table + 14, (short) 1).putInt(table + 16, ids[level]);
      bytes.putInt(table + 20, level < 2 ? 0x80000000 | 24 * (level + 1) : 72);
    }
    PeVersion version = new PeVersion(bytes, start + 0x60);
    version.content(image);
    bytes.putInt(start + 72, start + 0x60).putInt(start + 76, version.at - start - 0x60);
    image.directory(PeImage.RESOURCE, start, version.at - start);
  }

  private void content(PeImage image) {
    WindowsSystem system = image.system;
    int root = begin("VS_VERSION_INFO", 52, 0);
    out.order(ByteOrder.LITTLE_ENDIAN).putInt(at, SIGNATURE).putInt(at + 4, 0x10000);
    int high = system.majorVersion() << 16 | system.minorVersion();
    int low = system.build() << 16 | (system.build() == 7601 ? 17514 : 1);
    out.putInt(at + 8, high).putInt(at + 12, low).putInt(at + 16, high).putInt(at + 20, low);
    out.putInt(at + 24, 0x3f).putInt(at + 32, 0x40004).putInt(at + 36, 3).putInt(at + 40, 7);
    at += 52;
    int strings = begin("StringFileInfo", 0, 1);
    int table = begin("040904B0", 0, 1);
    string("CompanyName", "Microsoft Corporation");
    string("FileDescription", image.module.stem() + " driver");
    string("FileVersion", system.fileVersion());
    string("InternalName", image.module.name());
    string("LegalCopyright", "\u00a9 Microsoft Corporation. All rights reserved.");
    string("OriginalFilename", image.module.name());
    string("ProductName", "Microsoft\u00ae Windows\u00ae Operating System");
    string("ProductVersion", system.fileVersion().substring(0, system.fileVersion().indexOf(' ')));
    end(table);
    end(strings);
    int variables = begin("VarFileInfo", 0, 1);
    int translation = begin("Translation", 4, 0);
    out.putInt(at, 0x04b00409);
    at += 4;
    end(translation);
    end(variables);
    end(root);
  }

  private int begin(String key, int valueLength, int type) {
    align();
    int start = at;
    out.putShort(at + 2, (short) valueLength).putShort(at + 4, (short) type);
    at += 6;
    utf16(key);
    align();
    return start;
  }

  private void end(int start) {
    out.putShort(start, (short) (at - start));
    align();
  }

  private void string(String key, String value) {
    int start = begin(key, value.length() + 1, 1);
    utf16(value);
    end(start);
  }

  private void utf16(String text) {
    byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_16LE);
    out.put(at, bytes);
    at += bytes.length;
  }

  private void align() {
    at = at + 3 & -4;
  }
}
