package org.deepmem.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An image whose file holds each run uncompressed, so that reading is copying from the mapping.
final class MappedImage implements MemoryImage {
  /// A run of memory and where in the file its first byte lies.
  ///
  /// @param memory the physical addresses
  /// @param fileOffset bytes from the start of the file
  record FileRun(PhysicalRun memory, long fileOffset) {}

  private final Path path;
  private final ImageFormat format;
  private final ImageNotes notes;
  private final Arena arena;
  private final MemorySegment bytes;
  private final List<PhysicalRun> runs;
  private final long[] starts;
  private final long[] ends;
  private final long[] fileOffsets;

  /// @param bytes the whole file, mapped in `arena`, which this image closes
  /// @param fileRuns in any order, inside the file, disjoint in memory
  MappedImage(
      Path path,
      ImageFormat format,
      ImageNotes notes,
      Arena arena,
      MemorySegment bytes,
      List<FileRun> fileRuns) {
    this.path = path;
    this.format = format;
    this.notes = notes;
    this.arena = arena;
    this.bytes = bytes;
    List<FileRun> sorted = new ArrayList<>(fileRuns);
    sorted.sort(Comparator.comparingLong(run -> run.memory().start()));
    starts = sorted.stream().mapToLong(run -> run.memory().start()).toArray();
    ends = sorted.stream().mapToLong(run -> run.memory().end()).toArray();
    fileOffsets = sorted.stream().mapToLong(FileRun::fileOffset).toArray();
    runs = PhysicalRuns.merged(sorted.stream().map(FileRun::memory).toList());
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public ImageFormat format() {
    return format;
  }

  @Override
  public List<PhysicalRun> runs() {
    return runs;
  }

  @Override
  public ImageNotes notes() {
    return notes;
  }

  @Override
  public int read(long physicalAddress, byte[] target, int offset, int length) {
    int copied = 0;
    while (copied < length) {
      long address = physicalAddress + copied;
      int run = PhysicalRuns.lastAtOrBelow(starts, address);
      if (run < 0 || address >= ends[run]) {
        break;
      }
      int part = (int) Math.min(length - copied, ends[run] - address);
      long from = fileOffsets[run] + (address - starts[run]);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, target, offset + copied, part);
      copied += part;
    }
    return copied;
  }

  @Override
  public void close() {
    arena.close();
  }
}
