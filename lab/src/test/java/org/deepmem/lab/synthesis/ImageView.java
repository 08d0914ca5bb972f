package org.deepmem.lab.synthesis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.MemoryImage;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.InvalidEntries;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.paging.X86PaeAddressSpace;
import org.deepmem.symbols.TypeTable;

/// Reads an image by its page tables and the layouts alone.
final class ImageView {
  private final WindowsSystem system;
  private final AddressSpace space;
  private final TypeTable types;

  ImageView(WindowsSystem system, MemoryImage image, long root) {
    this.system = system;
    types = system.layout();
    space =
        system.pae()
            ? new X86PaeAddressSpace(image, root, InvalidEntries.WINDOWS_TRANSITION)
            : new X64AddressSpace(image, root, 4, InvalidEntries.WINDOWS_TRANSITION);
  }

  byte[] bytes(long address, int count) throws IOException {
    byte[] result = new byte[count];
    assertRead(space.read(address, result, 0, count), address, count);
    return result;
  }

  private static void assertRead(int read, long address, int count) {
    if (read != count) {
      throw new AssertionError("0x%x: %d of %d bytes".formatted(address, read, count));
    }
  }

  long number(long address, int size) throws IOException {
    byte[] eight = new byte[8];
    System.arraycopy(bytes(address, size), 0, eight, 0, size);
    return ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  long pointer(long address) throws IOException {
    return number(address, system.wordSize());
  }

  int offset(String type, String path) {
    return types.requireMember(type, path).offset();
  }

  long member(String type, long address, String path) throws IOException {
    return number(
        address + offset(type, path), Math.min(8, types.requireMember(type, path).size()));
  }

  /// The structures of a list, each link checked both ways.
  List<Long> list(long head, String type, String links) throws IOException {
    List<Long> result = new ArrayList<>();
    long before = head;
    for (long at = pointer(head); at != head; at = pointer(at)) {
      if (pointer(at + system.wordSize()) != before || result.size() > 100_000) {
        throw new AssertionError("broken link at 0x%x".formatted(at));
      }
      result.add(at - offset(type, links));
      before = at;
    }
    return result;
  }
}
