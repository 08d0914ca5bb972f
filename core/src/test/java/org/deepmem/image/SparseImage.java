package org.deepmem.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Memory that a test writes page by page; pages never written are holes.
public final class SparseImage implements MemoryImage {
  private final Map<Long, byte[]> frames = new TreeMap<>();
  private ImageNotes notes = ImageNotes.NONE;

  /// Makes the page that holds an address present, zero where never written.
  public SparseImage present(long physicalAddress) {
    frame(physicalAddress);
    return this;
  }

  /// Gives the file notes.
  public SparseImage notes(ImageNotes given) {
    notes = given;
    return this;
  }

  /// Writes a little-endian 64-bit value.
  public SparseImage put(long physicalAddress, long value) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return put(physicalAddress, bytes);
  }

  /// Writes bytes, across pages where they go on.
  public SparseImage put(long physicalAddress, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      long at = physicalAddress + i;
      frame(at)[(int) (at % PAGE)] = bytes[i];
    }
    return this;
  }

  private byte[] frame(long physicalAddress) {
    return frames.computeIfAbsent(physicalAddress / PAGE, frame -> new byte[PAGE]);
  }

  @Override
  public Path path() {
    return Path.of("sparse-image");
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  @Override
  public List<PhysicalRun> runs() {
    List<PhysicalRun> pages = new ArrayList<>();
    frames.keySet().forEach(frame -> pages.add(new PhysicalRun(frame * PAGE, PAGE)));
    return PhysicalRuns.merged(pages);
  }

  @Override
  public ImageNotes notes() {
    return notes;
  }

  @Override
  public int read(long physicalAddress, byte[] target, int offset, int length) {
    int copied = 0;
    while (copied < length) {
      long at = physicalAddress + copied;
      byte[] frame = frames.get(Math.floorDiv(at, (long) PAGE));
      if (frame == null) {
        break;
      }
      target[offset + copied++] = frame[(int) (at % PAGE)];
    }
    return copied;
  }

  @Override
  public void close() {}
}
