package org.deepmem.lab.synthesis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  byte[] bytes(long address, int count) {
    byte[] result = new byte[count];
    assertRead(space.read(address, result, 0, count), address, count);
    return result;
  }

  private static void assertRead(int read, long address, int count) {
    if (read != count) {
      throw new AssertionError("0x%x: %d of %d bytes".formatted(address, read, count));
    }
  }

  long number(long address, int size) {
    byte[] eight = new byte[8];
    System.arraycopy(bytes(address, size), 0, eight, 0, size);
    return ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  long pointer(long address) {
    return number(address, system.wordSize());
  }

  int offset(String type, String path) {
    return types.requireMember(type, path).offset();
  }

  long member(String type, long address, String path) {
    return number(
        address + offset(type, path), Math.min(8, types.requireMember(type, path).size()));
  }

  /// The structures of a list, each link checked both ways.
  List<Long> list(long head, String type, String links) {
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

  /// The bodies that a handle table leads to, with the names of their object types.
  Map<Long, String> handles(long table, long typeTable, long cookie) {
    long code = member("_HANDLE_TABLE", table, "TableCode");
    List<Long> leaves = new ArrayList<>();
    leaves(code & ~3L, (int) (code & 3), leaves);
    int entry = types.requireStruct("_HANDLE_TABLE_ENTRY").size();
    int body = offset("_OBJECT_HEADER", "Body");
    Map<Long, String> result = new TreeMap<>();
    for (long leaf : leaves) {
      for (int i = 1; i < 4096 / entry; i++) {
        long value = pointer(leaf + (long) i * entry);
        long header = system.segmentHeap() ? value >> 20 << 4 : value & ~7L;
        if (value != 0) {
          result.put(header + body, typeName(header, typeTable, cookie));
        }
      }
    }
    return result;
  }

  private void leaves(long page, int level, List<Long> found) {
    if (level == 0) {
      found.add(page);
      return;
    }
    for (int at = 0; at < 4096; at += system.wordSize()) {
      long below = pointer(page + at);
      if (below != 0) {
        leaves(below, level - 1, found);
      }
    }
  }

  private String typeName(long header, long typeTable, long cookie) {
    long index = number(header + offset("_OBJECT_HEADER", "TypeIndex"), 1);
    if (system.segmentHeap()) {
      index ^= (header >>> 8 & 0xff) ^ number(cookie, 1);
    }
    long type = pointer(typeTable + index * system.wordSize());
    int length = (int) member("_OBJECT_TYPE", type, "Name.Length");
    byte[] name = bytes(member("_OBJECT_TYPE", type, "Name.Buffer"), length);
    return new String(name, StandardCharsets.UTF_16LE);
  }
}
