package org.deepmem.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The file that a flattened one (makedumpfile's `-F`, QEMU's kdump) stands for. Flattened means
/// written to a pipe: a 4096-byte header, then records of offset and size, both big-endian 64-bit,
/// each followed by that many bytes, in the order in which they were written; a later record
/// replaces what an earlier one wrote. A record of offset -1 ends the file. (makedumpfile,
/// `makedumpfile.h`, `struct makedumpfile_header`, `struct makedumpfile_data_header`.)
///
/// Offsets are those in the file it stands for. What no record holds isn't in the file.
final class FlattenedFile extends ImageFile {
  private static final int HEADER = 4096;
  private static final int RECORD_HEADER = 16;
  private static final long END = -1;

  /// Bytes in a row of the file and where in the flattened one they lie.
  private record Extent(long end, long source) {}

  private final ImageFile flattened;
  private final long[] starts;
  private final long[] ends;
  private final long[] sources;

  /// For each extent, the end of the last one that follows without a gap.
  private final long[] reaches;

  private FlattenedFile(ImageFile flattened, TreeMap<Long, Extent> extents) {
    super(flattened.path());
    this.flattened = flattened;
    starts = extents.keySet().stream().mapToLong(start -> start).toArray();
    ends = extents.values().stream().mapToLong(Extent::end).toArray();
    sources = extents.values().stream().mapToLong(Extent::source).toArray();
    reaches = ends.clone();
    for (int i = reaches.length - 2; i >= 0; i--) {
      if (ends[i] == starts[i + 1]) {
        reaches[i] = reaches[i + 1];
      }
    }
  }

  /// Opens what is kept in a flattened file, which may be any format.
  static MemoryImage open(ImageFile flattened) throws MalformedImageException {
    FlattenedFile file = read(flattened);
    ImageFormat format = ImageFormat.of(file);
    return switch (format) {
      case KDUMP -> KdumpImage.open(file, ImageFormat.KDUMP_FLATTENED);
      case ELF_CORE -> ElfCoreImage.open(file);
      default ->
          throw file.malformed(
              0, "a flattened file that holds neither a kdump nor an ELF core; copy it again");
    };
  }

  /// Indexes the records.
  static FlattenedFile read(ImageFile flattened) throws MalformedImageException {
    TreeMap<Long, Extent> extents = new TreeMap<>();
    long at = HEADER;
    while (flattened.has(at, RECORD_HEADER)) {
      ByteBuffer header = ByteBuffer.wrap(flattened.bytes(at, RECORD_HEADER));
      long offset = header.getLong();
      long size = header.getLong();
      if (offset == END) {
        break;
      }
      if (offset < 0 || size < 0 || offset + size < 0) {
        throw flattened.malformed(
            at,
            "a record of 0x%x bytes at offset 0x%x; the file is damaged".formatted(size, offset));
      }
      long present = Math.min(size, flattened.available(at + RECORD_HEADER));
      if (present > 0) {
        put(extents, offset, new Extent(offset + present, at + RECORD_HEADER));
      }
      if (present < size) {
        break;
      }
      at += RECORD_HEADER + size;
    }
    if (extents.isEmpty()) {
      throw flattened.malformed(at, "a flattened file without a record; copy it again");
    }
    return new FlattenedFile(flattened, extents);
  }

  /// Adds an extent over what is there.
  private static void put(TreeMap<Long, Extent> extents, long start, Extent added) {
    Map.Entry<Long, Extent> before = extents.floorEntry(start);
    if (before != null && before.getValue().end() > start) {
      cut(extents, before, start, added.end());
    }
    List<Map.Entry<Long, Extent>> covered =
        new ArrayList<>(extents.subMap(start, true, added.end(), false).entrySet());
    for (Map.Entry<Long, Extent> old : covered) {
      cut(extents, old, start, added.end());
    }
    extents.put(start, added);
  }

  /// Takes the bytes from `from` to `to` out of an extent.
  private static void cut(
      TreeMap<Long, Extent> extents, Map.Entry<Long, Extent> old, long from, long to) {
    long start = old.getKey();
    Extent extent = old.getValue();
    extents.remove(start);
    if (start < from) {
      extents.put(start, new Extent(from, extent.source()));
    }
    if (extent.end() > to) {
      extents.put(to, new Extent(extent.end(), extent.source() + (to - start)));
    }
  }

  @Override
  long size() {
    return ends[ends.length - 1];
  }

  @Override
  long stored() {
    return flattened.stored();
  }

  @Override
  long available(long offset) {
    int extent = PhysicalRuns.lastAtOrBelow(starts, offset);
    return extent < 0 || offset >= reaches[extent] ? 0 : reaches[extent] - offset;
  }

  @Override
  void copy(long offset, byte[] target, int targetOffset, int length) {
    int copied = 0;
    for (int extent = PhysicalRuns.lastAtOrBelow(starts, offset); copied < length; extent++) {
      long at = offset + copied;
      int part = (int) Math.min(length - copied, ends[extent] - at);
      flattened.copy(sources[extent] + (at - starts[extent]), target, targetOffset + copied, part);
      copied += part;
    }
  }

  @Override
  void checkUnchanged() throws IOException {
    flattened.checkUnchanged();
  }

  @Override
  MalformedImageException malformed(long offset, String reason) {
    return super.malformed(offset, reason + " (offsets as after makedumpfile -R)");
  }

  @Override
  public void close() {
    flattened.close();
  }
}
