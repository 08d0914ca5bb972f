package org.deepmem.kernel.windows;

import static org.deepmem.image.MemoryImage.PAGE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.deepmem.image.MemoryImage;

/// Whether a top table names itself among its entries, as Windows' tables do.
final class SelfMap {
  private static final long FRAME = 0x000f_ffff_ffff_f000L;
  private static final long PRESENT = 1;

  private SelfMap() {}

  static boolean names(MemoryImage image, Paging paging, long root) {
    return switch (paging) {
      case X64 -> x64(image, root);
      case X86_PAE -> pae(image, root);
      case X86 -> x86(image, root);
    };
  }

  private static boolean x64(MemoryImage image, long root) {
    for (int entry = 256; entry < 512; entry++) {
      if (leadsTo(number(image, root + 8L * entry, 8), root)) {
        return true;
      }
    }
    return false;
  }

  private static boolean pae(MemoryImage image, long root) {
    long last = number(image, root + 24, 8) & FRAME;
    return last != 0
        && leadsTo(number(image, last, 8), number(image, root, 8) & FRAME)
        && leadsTo(number(image, last + 24, 8), last);
  }

  private static boolean x86(MemoryImage image, long root) {
    return (root & (PAGE - 1)) == 0 && leadsTo(number(image, root + 4 * 0x300, 4), root);
  }

  private static boolean leadsTo(long entry, long table) {
    return (entry & PRESENT) != 0 && (entry & FRAME) == table;
  }

  /// A little-endian number of 4 or 8 bytes; 0 where memory is absent.
  private static long number(MemoryImage image, long address, int size) {
    byte[] bytes = new byte[8];
    int copied = image.read(address, bytes, 0, size);
    return copied < size ? 0 : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
