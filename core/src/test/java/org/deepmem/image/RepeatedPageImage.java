package org.deepmem.image;

import java.nio.file.Path;
import java.util.List;

/// Any amount of memory whose pages are all the same one.
public final class RepeatedPageImage implements MemoryImage {
  private final byte[] page;
  private final List<PhysicalRun> runs;
  private final ImageNotes notes;

  /// @param runs whole pages, ascending, disjoint
  public RepeatedPageImage(byte[] page, List<PhysicalRun> runs, ImageNotes notes) {
    this.page = page.clone();
    this.runs = List.copyOf(runs);
    this.notes = notes;
  }

  @Override
  public Path path() {
    return Path.of("repeated-page");
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
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
    while (copied < length && isPresent(physicalAddress + copied)) {
      int inPage = (int) ((physicalAddress + copied) & PAGE - 1);
      int part = Math.min(length - copied, PAGE - inPage);
      System.arraycopy(page, inPage, target, offset + copied, part);
      copied += part;
    }
    return copied;
  }

  private boolean isPresent(long address) {
    return runs.stream().anyMatch(run -> address >= run.start() && address < run.end());
  }

  @Override
  public void close() {}
}
