package org.deepmem.lab.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.linux.FreePointers;
import org.deepmem.label.LabelledObject;

/// Tells objects whose slot was freed at some time between the first of some images of one boot and
/// the last: in a later image the slot holds a free pointer that it did not hold in the first. This
/// asks neither the object's bytes nor a list that may be of another moment.
final class FreedSlots {
  private final FreePointers pointers;
  private final List<MemoryImage> images;

  /// @param pointers of the first image's kernel
  /// @param images in the order of time
  FreedSlots(FreePointers pointers, List<MemoryImage> images) {
    this.pointers = pointers;
    this.images = List.copyOf(images);
  }

  /// Whether the slot that holds the object was freed.
  boolean isFreed(LabelledObject object) {
    long place = pointers.place(object.virtualAddress());
    if (place == 0) {
      return false;
    }
    long physical = object.physicalAddress() + (place - object.virtualAddress());
    long first = word(images.getFirst(), physical);
    return images.stream()
        .mapToLong(image -> word(image, physical))
        .anyMatch(word -> word != first && pointers.isFreePointer(place, word));
  }

  private static long word(MemoryImage image, long physical) {
    byte[] bytes = new byte[Long.BYTES];
    image.read(physical, bytes, 0, bytes.length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
