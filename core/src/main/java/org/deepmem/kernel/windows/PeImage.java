package org.deepmem.kernel.windows;

import static org.deepmem.kernel.Bytes.int32;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.PdbId;

/// A PE image in memory: where it lies, what its debug record and its exports say (Microsoft PE
/// format). Numbers in it are taken only within stated bounds, as anything may look like an image.
///
/// @param space that maps it
/// @param base virtual address of its first byte
/// @param size bytes, as its header says
/// @param wide whether it is a 64-bit image (PE32+)
/// @param timestamp of linking, seconds since 1970 (or a hash)
/// @param exportDirectory offset in the image, 0 when it has none
/// @param debugDirectory offset in the image, 0 when it has none
/// @param debugSize bytes of the debug directory
record PeImage(
    AddressSpace space,
    long base,
    int size,
    boolean wide,
    int timestamp,
    int exportDirectory,
    int debugDirectory,
    int debugSize) {
  private static final int HEADER = 0x400;
  private static final int LARGEST = 1 << 28;
  private static final int MOST_EXPORTS = 1 << 14;
  private static final int MOST_DEBUG_ENTRIES = 16;
  private static final int DEBUG_ENTRY = 28;
  private static final int CODEVIEW = 2;
  private static final int LONGEST_NAME = 64;
  private static final int MAGIC_32 = 0x10b;
  private static final int MAGIC_64 = 0x20b;

  /// The image that starts at an address, when its header is one.
  static Optional<PeImage> at(AddressSpace space, long base) {
    byte[] header = new byte[HEADER];
    int length = space.read(base, header, 0, HEADER);
    if (length < 0x40 || header[0] != 'M' || header[1] != 'Z') {
      return Optional.empty();
    }
    int pe = int32(header, 0x3c);
    if (pe < 0x40 || pe > HEADER - 0xf8 || length < HEADER || int32(header, pe) != 0x4550) {
      return Optional.empty();
    }
    int magic = int32(header, pe + 24) & 0xffff;
    int size = int32(header, pe + 24 + 56);
    if (magic != MAGIC_32 && magic != MAGIC_64 || size <= 0 || size > LARGEST) {
      return Optional.empty();
    }
    int directories = pe + 24 + (magic == MAGIC_64 ? 112 : 96);
    return Optional.of(
        new PeImage(
            space,
            base,
            size,
            magic == MAGIC_64,
            int32(header, pe + 8),
            within(int32(header, directories), size),
            within(int32(header, directories + 6 * 8), size),
            Math.max(0, int32(header, directories + 6 * 8 + 4))));
  }

  private static int within(int offset, int size) {
    return offset > 0 && offset < size ? offset : 0;
  }

  /// Whether an address lies in it.
  boolean contains(long address) {
    return Long.compareUnsigned(address - base, size) < 0;
  }

  /// The debug record's name, GUID and age, which lead to its symbols.
  Optional<PdbId> pdb() {
    int entries = Math.min(MOST_DEBUG_ENTRIES, debugSize / DEBUG_ENTRY);
    for (int i = 0; debugDirectory != 0 && i < entries; i++) {
      byte[] entry = read(debugDirectory + i * DEBUG_ENTRY, DEBUG_ENTRY);
      if (entry.length == DEBUG_ENTRY && int32(entry, 12) == CODEVIEW) {
        Optional<PdbId> found = rsds(int32(entry, 20));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<PdbId> rsds(int offset) {
    return PdbId.parse(read(offset, PdbId.HEADER + LONGEST_NAME), 0);
  }

  /// The name that it gives itself in its export directory, "" when it has none.
  String exportName() {
    byte[] directory = read(exportDirectory, 40);
    return exportDirectory == 0 || directory.length < 40
        ? ""
        : text(read(int32(directory, 12), LONGEST_NAME), 0);
  }

  /// Run-time addresses of the names that it exports; those of pages that aren't in the dump are
  /// missing.
  Map<String, Long> exports() {
    Map<String, Long> exports = new LinkedHashMap<>();
    byte[] directory = exportDirectory == 0 ? new byte[0] : read(exportDirectory, 40);
    if (directory.length < 40) {
      return exports;
    }
    int functions = int32(directory, 20);
    int names = Math.min(int32(directory, 24), MOST_EXPORTS);
    for (int i = 0; i < names; i++) {
      byte[] name = read(int32(directory, 32) + 4 * i, 4);
      byte[] ordinal = read(int32(directory, 36) + 2 * i, 2);
      if (name.length < 4 || ordinal.length < 2) {
        continue;
      }
      int function = ordinal[0] & 0xff | (ordinal[1] & 0xff) << 8;
      byte[] target = read(int32(directory, 28) + 4 * function, 4);
      String text = text(read(int32(name, 0), LONGEST_NAME), 0);
      if (function < functions && target.length == 4 && !text.isEmpty()) {
        exports.putIfAbsent(text, base + (int32(target, 0) & 0xffff_ffffL));
      }
    }
    return exports;
  }

  /// Bytes of the image from an offset on, fewer where it ends or memory is absent.
  byte[] read(int offset, int length) {
    if (offset < 0 || offset >= size) {
      return new byte[0];
    }
    byte[] bytes = new byte[Math.min(length, size - offset)];
    int copied = space.read(base + offset, bytes, 0, bytes.length);
    return copied == bytes.length ? bytes : Arrays.copyOf(bytes, copied);
  }

  /// Printable ASCII up to a NUL; "" where there is other than that.
  private static String text(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] >= 0x20 && bytes[end] < 0x7f) {
      end++;
    }
    boolean whole = end < bytes.length && bytes[end] == 0;
    return whole ? new String(bytes, from, end - from, StandardCharsets.US_ASCII) : "";
  }
}
