package org.deepmem.lab.synthesis.machine;

import java.nio.charset.StandardCharsets;
import org.deepmem.symbols.MissingSymbolException;
import org.deepmem.symbols.StructMember;

/// A structure at an address. Members are named by dotted path, with array elements:
/// `Pcb.Header.Type`, `ListHeads[3].Flink`. Widths and bit fields are the layout's.
///
/// Every method that takes a path throws [MissingSymbolException] where the layout lacks the
/// member: ask [#has] where systems differ.
public final class StructureWriter {
  private final WritableMemory memory;
  private final StructurePaths paths;
  private final String type;
  private final long address;

  StructureWriter(WritableMemory memory, StructurePaths paths, String type, long address) {
    this.memory = memory;
    this.paths = paths;
    this.type = type;
    this.address = address;
  }

  /// Name of the structure.
  public String type() {
    return type;
  }

  public long address() {
    return address;
  }

  /// Bytes of the structure.
  public int size() {
    return paths.size(type);
  }

  public boolean has(String path) {
    return paths.member(type, path).isPresent();
  }

  /// Address of a member.
  public long address(String path) {
    return address + member(path).offset();
  }

  /// Where a member lies, and what it is.
  public StructMember member(String path) {
    return paths
        .member(type, path)
        .orElseThrow(
            () -> new MissingSymbolException(memory.system.id(), "member " + type + "." + path));
  }

  /// Sets an integer, a pointer or a bit field; higher bits of `value` are cut.
  public StructureWriter set(String path, long value) {
    StructMember m = member(path);
    long at = address + m.offset();
    if (m.bitSize() == 0) {
      if (m.size() < 1 || m.size() > 8) {
        throw new IllegalArgumentException(
            "%s.%s has %d bytes, no number".formatted(type, path, m.size()));
      }
      memory.number(at, value, m.size());
      return this;
    }
    int bytes = (m.bitOffset() + m.bitSize() + 7) / 8;
    long mask = (m.bitSize() == 64 ? -1 : (1L << m.bitSize()) - 1) << m.bitOffset();
    long old = memory.number(at, bytes);
    memory.number(at, (old & ~mask) | ((value << m.bitOffset()) & mask), bytes);
    return this;
  }

  /// Sets a member where the layout has it.
  public StructureWriter setIfPresent(String path, long value) {
    return has(path) ? set(path, value) : this;
  }

  /// An integer, pointer or bit field, zero-extended.
  public long get(String path) {
    StructMember m = member(path);
    long at = address + m.offset();
    if (m.bitSize() == 0) {
      return memory.number(at, m.size());
    }
    long raw = memory.number(at, (m.bitOffset() + m.bitSize() + 7) / 8) >>> m.bitOffset();
    return m.bitSize() == 64 ? raw : raw & ((1L << m.bitSize()) - 1);
  }

  /// Sets bytes; not more than the member has.
  public StructureWriter bytes(String path, byte[] value) {
    StructMember m = member(path);
    if (value.length > m.size()) {
      throw new IllegalArgumentException(
          "%d bytes for %s.%s, which has %d".formatted(value.length, type, path, m.size()));
    }
    memory.bytes(address + m.offset(), value);
    return this;
  }

  /// Fills the whole structure with zeros.
  public StructureWriter zero() {
    memory.zero(address, size());
    return this;
  }

  /// An empty list: both links lead to the member itself.
  public StructureWriter emptyList(String path) {
    long at = address(path);
    memory.pointer(at, at);
    memory.pointer(at + memory.system.wordSize(), at);
    return this;
  }

  /// Inserts the member `path`, a _LIST_ENTRY, at the end of the list with this head.
  public StructureWriter insertTail(String path, long head) {
    KernelLists.insertTail(memory, head, address(path));
    return this;
  }

  /// Sets a _UNICODE_STRING: `text` is written to `buffer` with a terminator behind it, so `2 *
  /// text.length() + 2` bytes must be there.
  public StructureWriter unicode(String path, String text, long buffer) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
    memory.bytes(buffer, bytes);
    memory.u16(buffer + bytes.length, 0);
    set(path + ".Length", bytes.length);
    set(path + ".MaximumLength", bytes.length + 2);
    return set(path + ".Buffer", buffer);
  }

  /// A structure inside this one, by the member's path.
  public StructureWriter inside(String path) {
    StructMember m = member(path);
    return new StructureWriter(memory, paths, m.typeName(), address + m.offset());
  }
}
