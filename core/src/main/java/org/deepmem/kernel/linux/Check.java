package org.deepmem.kernel.linux;

import java.util.List;
import org.deepmem.kernel.WrittenCheck;

/// Something that holds in every object of a type, asked of one member.
///
/// @param kind what is asked
/// @param orZero whether a member that is 0 passes
/// @param member path of the member; a kernel without it passes
/// @param arguments the kind's own
public record Check(Kind kind, boolean orZero, String member, List<String> arguments) {
  /// What is asked of a member.
  public enum Kind {
    /// Printable text, not empty, that ends within the member.
    TEXT,
    /// A signed number of at most 32 bits, from the first argument to the second, both inclusive.
    RANGE,
    /// Of a number, the bits of the first argument have the value of one of the others.
    BITS,
    /// A file's mode: its type bits name a type.
    MODE,
    /// A multiple of the page size in the user half.
    PAGE,
    /// Less, as an unsigned number, than the member that the argument names.
    LESS,
    /// An address of kernel memory.
    KERNEL,
    /// An address in the kernel's image or a module: function tables and code.
    IMAGE,
    /// The address of one of the symbols that the arguments name.
    SYMBOL,
    /// The address of an object of the type that the argument names.
    TO,
    /// The address of the same object's member that the argument names.
    INSIDE,
    /// A `list_head` whose neighbours, which may be itself, lead back to it.
    LINKED
  }

  public Check {
    arguments = List.copyOf(arguments);
  }

  /// Reads the written form.
  ///
  /// @throws IllegalArgumentException when the kind is unknown or the member missing
  public static Check parse(String text) {
    WrittenCheck written = WrittenCheck.parse(text);
    return new Check(
        Kind.valueOf(written.kind()), written.orZero(), written.member(), written.arguments());
  }
}
