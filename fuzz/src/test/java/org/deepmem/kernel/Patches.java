package org.deepmem.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.PatchedImage;
import org.deepmem.paging.AddressSpace;

/// Changes to a kernel's memory that an input asks for, each at a known place: bytes, or a pointer
/// to another place, so that the fuzzer need not guess addresses.
///
/// A change is kind (1 byte), place (2), offset from it (2), and what the kind needs: 0 and others
/// a count (1) and bytes, 1 a place (2) and an eighth of an offset from it (1), 2 nothing (the
/// place's own address), 3 a word (8).
public final class Patches {
  private static final int MOST = 64;
  private static final int LONGEST = 64;

  private final List<Long> places;
  private final AddressSpace space;
  private final PatchedImage image;

  /// @param places virtual addresses
  /// @param space maps the memory that is changed
  public Patches(List<Long> places, AddressSpace space, PatchedImage image) {
    this.places = places;
    this.space = space;
    this.image = image;
  }

  /// Makes the changes.
  ///
  /// @return the places that were changed
  public List<Integer> apply(ByteBuffer input) {
    input.order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> changed = new ArrayList<>();
    while (input.remaining() >= 5 && changed.size() < MOST) {
      int kind = input.get() & 3;
      int place = (input.getShort() & 0xffff) % places.size();
      long at = places.get(place) + input.getShort();
      byte[] bytes = bytes(kind, place, input);
      for (int i = 0; i < bytes.length; i++) {
        long physical = space.physical(at + i);
        if (physical != AddressSpace.UNMAPPED) {
          image.put(physical, new byte[] {bytes[i]});
        }
      }
      changed.add(place);
    }
    return changed;
  }

  private byte[] bytes(int kind, int place, ByteBuffer input) {
    return switch (kind) {
      case 1 -> {
        if (input.remaining() < 3) {
          yield new byte[0];
        }
        long target = places.get((input.getShort() & 0xffff) % places.size());
        yield word(target + 8L * input.get());
      }
      case 2 -> word(places.get(place));
      case 3 -> input.remaining() < 8 ? new byte[0] : word(input.getLong());
      default -> {
        int count = input.hasRemaining() ? input.get() & LONGEST - 1 : 0;
        byte[] bytes = new byte[Math.min(count, input.remaining())];
        input.get(bytes);
        yield bytes;
      }
    };
  }

  private byte[] word(long value) {
    ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return java.util.Arrays.copyOf(word.array(), space.wordSize());
  }

  /// A change of a word into the address of a place, as [#apply] reads it.
  public static byte[] pointer(int place, int offset, int target) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 1)
        .putShort((short) place)
        .putShort((short) offset)
        .putShort((short) target)
        .put((byte) 0)
        .array();
  }
}
