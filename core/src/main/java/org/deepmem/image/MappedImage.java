package org.deepmem.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An image whose file holds each run uncompressed, so that reading is copying from the mapping.
final class MappedImage implements MemoryImage {
  private final ImageFile file;
  private final ImageFormat format;
  private final ImageNotes notes;
  private final Damage damage;
  private final List<PhysicalRun> runs;
  private final long[] starts;
  private final long[] ends;
  private final long[] fileOffsets;

  /// @param file is closed with this image
  /// @param damage what the file should hold but doesn't
  /// @param fileRuns inside the file, in any order; where they overlap in memory, the one that
  ///   starts lower is read
  MappedImage(
      ImageFile file, ImageFormat format, ImageNotes notes, Damage damage, List<FileRun> fileRuns) {
    this.file = file;
    this.format = format;
    this.notes = notes;
    this.damage = damage;
    List<FileRun> disjoint = FileRun.disjoint(fileRuns);
    starts = disjoint.stream().mapToLong(run -> run.memory().start()).toArray();
    ends = disjoint.stream().mapToLong(run -> run.memory().end()).toArray();
    fileOffsets = disjoint.stream().mapToLong(FileRun::fileOffset).toArray();
    runs = PhysicalRuns.merged(disjoint.stream().map(FileRun::memory).toList());
  }

  @Override
  public Path path() {
    return file.path();
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
  public Damage damage() {
    return damage;
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
      file.copy(fileOffsets[run] + (address - starts[run]), target, offset + copied, part);
      copied += part;
    }
    return copied;
  }

  @Override
  public void checkUnchanged() throws IOException {
    file.checkUnchanged();
  }

  @Override
  public void close() {
    file.close();
  }
}
