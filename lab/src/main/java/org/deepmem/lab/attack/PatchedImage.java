package org.deepmem.lab.attack;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;
import org.deepmem.lab.image.DerivedImage;

/// Memory with edits over another image, which stays as it is. Holes stay holes. Closing it closes
/// the other image.
public final class PatchedImage extends DerivedImage {
  private final Map<Long, byte[]> pages = new ConcurrentHashMap<>();

  public PatchedImage(MemoryImage original) {
    super(original);
  }

  /// Replaces bytes.
  ///
  /// @param physicalAddress address of the first byte
  /// @throws IllegalArgumentException when one of the bytes is absent; nothing is changed then
  public void write(long physicalAddress, byte[] bytes) {
    int there = original.read(physicalAddress, new byte[bytes.length], 0, bytes.length);
    if (there < bytes.length) {
      throw new IllegalArgumentException(
          "physical address 0x%x isn't in the dump".formatted(physicalAddress + there));
    }
    for (int i = 0; i < bytes.length; i++) {
      long address = physicalAddress + i;
      pages.computeIfAbsent(address / PAGE, this::copy)[(int) (address % PAGE)] = bytes[i];
    }
  }

  /// Takes over the edits of an image that lies over this one, which must not be read any more.
  void take(PatchedImage over) {
    if (over.original != this) {
      throw new IllegalArgumentException("lies over another image");
    }
    pages.putAll(over.pages);
  }

  private byte[] copy(long frame) {
    byte[] page = new byte[PAGE];
    for (int at = 0; at < PAGE; at++) { // memory may start inside a page
      int read = original.read(frame * PAGE + at, page, at, PAGE - at);
      at += read;
    }
    return page;
  }

  @Override
  public int read(long physicalAddress, byte[] target, int offset, int length) {
    int there = original.read(physicalAddress, target, offset, length);
    for (int done = 0; done < there; ) {
      long address = physicalAddress + done;
      int inPage = (int) (address % PAGE);
      int part = Math.min(there - done, PAGE - inPage);
      byte[] page = pages.get(address / PAGE);
      if (page != null) {
        System.arraycopy(page, inPage, target, offset + done, part);
      }
      done += part;
    }
    return there;
  }

  @Override
  public List<PhysicalRun> runs() {
    return original.runs();
  }
}
