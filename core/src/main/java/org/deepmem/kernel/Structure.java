package org.deepmem.kernel;

import java.util.Optional;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.symbols.MissingSymbolException;
import org.deepmem.symbols.StructMember;

/// One structure in a kernel's memory. Members are named by paths through nested structures, such
/// as `se.exec_start`; each read goes to memory, so a structure is cheap to make and may lie
/// anywhere.
///
/// All reads throw [AbsentMemoryException] where the bytes aren't in the dump, and
/// [MissingSymbolException] where the kernel has no such member: ask [#has] first where kernels
/// differ.
///
/// @param structures where it came from
/// @param type its layout
/// @param address virtual address of its first byte
public record Structure(Structures structures, StructType type, long address) {
  /// Whether the kernel's layout has this member.
  public boolean has(String path) {
    return type.has(path);
  }

  /// Virtual address of a member, without reading it.
  public long address(String path) {
    return address + type.member(path).offset();
  }

  /// An integer, an enumeration's constant, a bit field or a structure of at most 8 bytes (such as
  /// `atomic_t`), zero-extended.
  public long unsigned(String path) throws AbsentMemoryException {
    StructMember member = type.member(path);
    if (member.bitSize() > 0) {
      int bytes = (member.bitOffset() + member.bitSize() + 7) / 8;
      long value =
          structures.memory().unsigned(address + member.offset(), Math.min(bytes, 8))
              >>> member.bitOffset();
      return member.bitSize() < 64 ? value & (1L << member.bitSize()) - 1 : value;
    }
    return structures.memory().unsigned(address + member.offset(), width(path, member));
  }

  /// The same, sign-extended.
  public long signed(String path) throws AbsentMemoryException {
    StructMember member = type.member(path);
    int bits = member.bitSize() > 0 ? member.bitSize() : 8 * width(path, member);
    return unsigned(path) << 64 - bits >> 64 - bits;
  }

  /// A pointer, or an integer used as one.
  public long pointer(String path) throws AbsentMemoryException {
    return unsigned(path);
  }

  /// Text in an array of characters, up to its NUL or end.
  public String string(String path) throws AbsentMemoryException {
    StructMember member = type.member(path);
    return structures.memory().string(address + member.offset(), member.size());
  }

  /// A member's bytes.
  public byte[] bytes(String path) throws AbsentMemoryException {
    StructMember member = type.member(path);
    return structures.memory().bytes(address + member.offset(), member.size());
  }

  /// The structure that a member is (not points to).
  public Structure inner(String path) {
    StructMember member = type.member(path);
    return structures.at(member.typeName(), address + member.offset());
  }

  /// The structure that a pointer leads to, by the pointer's own type; empty for NULL.
  public Optional<Structure> follow(String path) throws AbsentMemoryException {
    StructMember member = type.member(path);
    String target =
        member
            .pointee()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s.%s is no pointer but %s"
                            .formatted(type.name(), path, member.typeName())));
    long to = unsigned(path);
    return to == 0 ? Optional.empty() : Optional.of(structures.at(target, to));
  }

  private int width(String path, StructMember member) {
    if (member.size() < 1 || member.size() > 8) {
      throw new MissingSymbolException(
          structures.types().source(),
          "integer %s.%s, which has %d bytes of %s"
              .formatted(type.name(), path, member.size(), member.typeName()));
    }
    return member.size();
  }

  @Override
  public String toString() {
    return "%s at 0x%016x".formatted(type.name(), address);
  }
}
