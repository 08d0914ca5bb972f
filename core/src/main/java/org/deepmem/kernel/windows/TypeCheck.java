package org.deepmem.kernel.windows;

import java.util.List;
import org.deepmem.kernel.WrittenCheck;

/// Something that holds in every object of a type, asked of one member.
///
/// @param kind what is asked
/// @param orZero whether a member that is 0 passes
/// @param member path of the member; a layout without it passes
/// @param arguments the kind's own numbers
record TypeCheck(Kind kind, boolean orZero, String member, List<Long> arguments) {
  /// What is asked of a member.
  enum Kind {
    /// An unsigned number from the first argument to the second, both inclusive.
    RANGE,
    /// The size of the structure that has the member, as it keeps it itself.
    SIZED,
    /// A multiple of the argument.
    ALIGNED,
    /// A page table's physical address: aligned as CR3 is, not 0.
    PAGE,
    /// A process or thread number: a multiple of 4 below 2^26, 0 included.
    HANDLE,
    /// Printable ASCII, not empty, that ends within the member or fills it.
    TEXT,
    /// A `_UNICODE_STRING`, not empty, whose lengths are sane and whose text lies in the kernel.
    UNICODE,
    /// An address in the kernel's half.
    KERNEL,
    /// A `_LIST_ENTRY` whose neighbours, which may be itself, lead back to it; neighbours that
    /// aren't in the dump pass.
    LINKED
  }

  TypeCheck {
    arguments = List.copyOf(arguments);
  }

  /// Reads the written form.
  ///
  /// @throws IllegalArgumentException when the kind is unknown or the member missing
  static TypeCheck parse(String text) {
    WrittenCheck written = WrittenCheck.parse(text);
    return new TypeCheck(
        Kind.valueOf(written.kind()),
        written.orZero(),
        written.member(),
        written.arguments().stream().map(Long::decode).toList());
  }
}
