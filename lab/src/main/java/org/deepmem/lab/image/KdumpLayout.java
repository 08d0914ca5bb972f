package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.deepmem.image.ImageNotes;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;

/// The front of a kdump file, in blocks of a page: header, sub header, bitmap of the frames that
/// exist, bitmap of those dumped; then VMCOREINFO, our note, the page descriptors, the pages
/// (makedumpfile, `diskdump_mod.h`, layout of a 64-bit kernel).
final class KdumpLayout {
  private static final int BLOCK = MemoryImage.PAGE;

  /// 4 TB, a bitmap of 128 MB.
  private static final long HIGHEST = 1L << 42;

  private static final int HEADER_VERSION = 6;
  private static final int ZLIB = 1;
  private static final int NAME = 65;
  private static final int DESCRIPTOR = 24;

  private final BitSet existing = new BitSet();
  private final BitSet dumped = new BitSet();
  private final byte[] vmcoreinfo;
  private final byte[] notes;

  /// @param image the memory to be written
  /// @throws IOException when its addresses are higher than the writer's bitmaps reach
  KdumpLayout(MemoryImage image) throws IOException {
    if (image.end() > HIGHEST) {
      throw new IOException(
          "%s: memory at 0x%x; kdump files are written up to 0x%x"
              .formatted(image.path(), image.end(), HIGHEST));
    }
    for (PhysicalRun run : image.runs()) {
      existing.set((int) (run.start() / BLOCK), (int) ((run.end() + BLOCK - 1) / BLOCK));
    }
    vmcoreinfo = image.notes().vmcoreinfo().orElse("").getBytes(StandardCharsets.ISO_8859_1);
    notes = rootsNote(image.notes());
  }

  /// The page tables' roots under a name of our own, since the CPU's other registers aren't known.
  private static byte[] rootsNote(ImageNotes notes) {
    List<Long> roots = notes.pageTableRoots();
    if (roots.isEmpty()) {
      return new byte[0];
    }
    byte[] name = (ImageNotes.ROOTS_NOTE + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer note = ImageOutput.buffer(12 + (name.length + 3 & ~3) + roots.size() * Long.BYTES);
    note.putInt(name.length).putInt(roots.size() * Long.BYTES).putInt(1).put(name);
    note.position(12 + (name.length + 3 & ~3));
    roots.forEach(note::putLong);
    return note.array();
  }

  /// Frames that the bitmaps tell of: up to the last one written. So a filter that drops a ROM far
  /// above the memory keeps it out of the headers too; makedumpfile can't read a file with one.
  private int frames() {
    return dumped.length();
  }

  /// Blocks of one bitmap.
  private int bitmapBlocks() {
    return (frames() + BLOCK * Byte.SIZE - 1) / (BLOCK * Byte.SIZE);
  }

  /// Says that the page at this address will be written.
  void add(long physicalAddress) {
    dumped.set((int) (physicalAddress / BLOCK));
  }

  long descriptorOffset() {
    return (2L + 2L * bitmapBlocks()) * BLOCK;
  }

  private long notesOffset() {
    return descriptorOffset() + (long) dumped.cardinality() * DESCRIPTOR;
  }

  /// Where the first page's bytes go.
  long pageOffset() {
    return notesOffset() + vmcoreinfo.length + notes.length;
  }

  /// Writes all but descriptors and pages.
  void writeTo(ImageOutput output) throws IOException {
    output.write(0, header(), BLOCK);
    output.write(BLOCK, subHeader(), BLOCK);
    int length = bitmapBlocks() * BLOCK;
    output.write(
        2L * BLOCK, Arrays.copyOf(existing.get(0, frames()).toByteArray(), length), length);
    output.write(
        (2L + bitmapBlocks()) * BLOCK, Arrays.copyOf(dumped.toByteArray(), length), length);
    output.write(notesOffset(), vmcoreinfo, vmcoreinfo.length);
    output.write(notesOffset() + vmcoreinfo.length, notes, notes.length);
  }

  private byte[] header() {
    ByteBuffer header = ImageOutput.buffer(BLOCK);
    header.put("KDUMP   ".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_VERSION);
    header.put(12, "Linux".getBytes(StandardCharsets.US_ASCII));
    header.put(12 + 2 * NAME, release());
    header.put(12 + 4 * NAME, "x86_64".getBytes(StandardCharsets.US_ASCII));
    header.position(424);
    header.putInt(ZLIB).putInt(BLOCK).putInt(1).putInt(2 * bitmapBlocks()).putInt(frames());
    header.putInt(460, 1);
    return header.array();
  }

  private byte[] subHeader() {
    ByteBuffer header = ImageOutput.buffer(BLOCK);
    header.putLong(0, physBase());
    header.position(32);
    header.putLong(notesOffset()).putLong(vmcoreinfo.length);
    header.putLong(notesOffset() + vmcoreinfo.length).putLong(notes.length);
    header.position(96);
    header.putLong(frames());
    return header.array();
  }

  /// The kernel's release, cut to what `struct new_utsname` holds.
  private byte[] release() {
    String release = value("OSRELEASE");
    return release
        .substring(0, Math.min(release.length(), NAME - 1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Where the kernel's image lies in physical memory; 0 when VMCOREINFO doesn't say. makedumpfile
  /// needs it to read the file.
  private long physBase() {
    String text = value("NUMBER(phys_base)");
    boolean decimal = text.matches("-?[0-9]{1,18}");
    boolean hexadecimal = text.matches("0x[0-9a-fA-F]{1,16}");
    return decimal
        ? Long.parseLong(text)
        : hexadecimal ? Long.parseUnsignedLong(text.substring(2), 16) : 0;
  }

  /// What VMCOREINFO says of a key; empty when nothing.
  private String value(String key) {
    return new String(vmcoreinfo, StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
