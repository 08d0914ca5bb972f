package org.deepmem.image;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A memory of which some bytes are changed. Absent memory stays absent.
public final class PatchedImage implements MemoryImage {
  private final MemoryImage base;
  private final Map<Long, byte[]> changed = new HashMap<>();

  public PatchedImage(MemoryImage base) {
    this.base = base;
  }

  /// A copy of a test's memory that is read faster.
  public static MemoryImage compact(MemoryImage image) {
    int size = image.runs().stream().mapToInt(run -> 32 + (int) run.length()).sum();
    var lime = ElfBytes.buffer(size);
    for (PhysicalRun run : image.runs()) {
      lime.putInt(0x4c694d45).putInt(1).putLong(run.start()).putLong(run.end() - 1).putLong(0);
      image.read(run.start(), lime.array(), lime.position(), (int) run.length());
      lime.position(lime.position() + (int) run.length());
    }
    try {
      return LimeImage.open(new BytesFile(lime.array()));
    } catch (MalformedImageException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Changes bytes, up to the first that is absent.
  public void put(long physicalAddress, byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      long address = physicalAddress + at;
      byte[] page = changed.computeIfAbsent(Math.floorDiv(address, (long) PAGE), this::page);
      if (page.length == 0) {
        return;
      }
      page[(int) (address & PAGE - 1)] = bytes[at];
    }
  }

  private byte[] page(long frame) {
    byte[] page = new byte[PAGE];
    return base.read(frame * PAGE, page, 0, PAGE) == PAGE ? page : new byte[0];
  }

  @Override
  public int read(long physicalAddress, byte[] target, int offset, int length) {
    int copied = 0;
    while (copied < length) {
      long address = physicalAddress + copied;
      int within = (int) (address & PAGE - 1);
      int part = Math.min(length - copied, PAGE - within);
      byte[] page = changed.get(Math.floorDiv(address, (long) PAGE));
      int read = part;
      if (page != null && page.length > 0) {
        System.arraycopy(page, within, target, offset + copied, part);
      } else {
        read = base.read(address, target, offset + copied, part);
      }
      copied += read;
      if (read < part) {
        break;
      }
    }
    return copied;
  }

  @Override
  public Path path() {
    return base.path();
  }

  @Override
  public ImageFormat format() {
    return base.format();
  }

  @Override
  public List<PhysicalRun> runs() {
    return base.runs();
  }

  @Override
  public ImageNotes notes() {
    return base.notes();
  }

  @Override
  public void close() {}
}
