package org.deepmem.image;

import java.util.ArrayList;
import java.util.List;

/// The parts of an ELF file's headers that a core needs, of 32 or 64 bits, little-endian (System V
/// gABI, chapter "Object Files").
///
/// @param segments the program headers, in the file's order
record ElfHeader(List<Segment> segments) {
  static final long PT_LOAD = 1;
  static final long PT_NOTE = 4;

  private static final int CLASS_32 = 1;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int ET_CORE = 4;

  /// Number of program headers that says "see section header 0".
  private static final int PN_XNUM = 0xffff;

  /// A program header.
  ///
  /// @param type `PT_LOAD`, `PT_NOTE` or another
  /// @param offset file offset of the segment's bytes
  /// @param virtualAddress `p_vaddr`
  /// @param physicalAddress `p_paddr`; -1 in either class where unknown
  /// @param fileSize bytes in the file
  /// @param memorySize bytes in memory; what the file doesn't have of them is absent
  /// @param headerOffset file offset of this header
  record Segment(
      long type,
      long offset,
      long virtualAddress,
      long physicalAddress,
      long fileSize,
      long memorySize,
      long headerOffset) {}

  static ElfHeader read(ImageFile file) throws MalformedImageException {
    int elfClass = file.u8(4);
    if (elfClass != CLASS_32 && elfClass != CLASS_64) {
      throw file.malformed(4, "ELF class %d is neither 32 nor 64 bits".formatted(elfClass));
    }
    if (file.u8(5) != LITTLE_ENDIAN) {
      throw file.malformed(5, "a big-endian ELF file; only little-endian machines are read");
    }
    int type = file.u16(16);
    if (type != ET_CORE) {
      throw file.malformed(
          16,
          "an ELF file of type %s, no core; name a dump of a machine's memory"
              .formatted(typeName(type)));
    }
    return new ElfHeader(elfClass == CLASS_64 ? segments64(file) : segments32(file));
  }

  private static String typeName(int type) {
    return switch (type) {
      case 1 -> "1 (object file)";
      case 2 -> "2 (executable)";
      case 3 -> "3 (shared object or executable)";
      default -> Integer.toString(type);
    };
  }

  private static List<Segment> segments64(ImageFile file) throws MalformedImageException {
    long table = file.u64(32);
    int entrySize = file.u16(54);
    long count = file.u16(56);
    if (count == PN_XNUM) {
      count = file.u32(at(file, file.u64(40)) + 44);
    }
    checkTable(file, table, entrySize, 56, count);
    List<Segment> segments = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long at = table + i * entrySize;
      segments.add(
          new Segment(
              file.u32(at),
              file.u64(at + 8),
              file.u64(at + 16),
              file.u64(at + 24),
              file.u64(at + 32),
              file.u64(at + 40),
              at));
    }
    return segments;
  }

  private static List<Segment> segments32(ImageFile file) throws MalformedImageException {
    long table = file.u32(28);
    int entrySize = file.u16(42);
    long count = file.u16(44);
    if (count == PN_XNUM) {
      count = file.u32(at(file, file.u32(32)) + 28);
    }
    checkTable(file, table, entrySize, 32, count);
    List<Segment> segments = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long at = table + i * entrySize;
      long physical = file.u32(at + 12);
      segments.add(
          new Segment(
              file.u32(at),
              file.u32(at + 4),
              file.u32(at + 8),
              physical == 0xffffffffL ? -1 : physical,
              file.u32(at + 16),
              file.u32(at + 20),
              at));
    }
    return segments;
  }

  /// The offset itself, once it is known to be inside the file.
  private static long at(ImageFile file, long offset) throws MalformedImageException {
    if (offset < 0 || offset >= file.size()) {
      throw file.malformed(0, "section header 0 at 0x%x is outside the file".formatted(offset));
    }
    return offset;
  }

  private static void checkTable(
      ImageFile file, long table, int entrySize, int smallest, long count)
      throws MalformedImageException {
    if (count > 0 && entrySize < smallest) {
      throw file.malformed(
          0, "program headers of %d bytes; at least %d expected".formatted(entrySize, smallest));
    }
    if (!file.has(table, count * entrySize)) {
      throw file.malformed(
          table,
          "%d program headers don't fit into the file's %d bytes; copy it again"
              .formatted(count, file.size()));
    }
  }
}
