package org.deepmem.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.symbols.StructMember;
import org.jspecify.annotations.Nullable;

/// A member of a structure, looked up once in a kernel's layout and read at many addresses. Unlike
/// [KernelReader], it tells absent from 0. For one thread.
public final class Field {
  private final KernelReader kernel;
  private final @Nullable StructMember member;

  private Field(KernelReader kernel, @Nullable StructMember member) {
    this.kernel = kernel;
    this.member = member;
  }

  /// The first of some paths that the kernel's layout of the structure has, as
  /// [KernelReader#offset] takes them; a field that is absent everywhere when it has none of them.
  public static Field of(KernelReader kernel, String structure, String... paths) {
    for (String path : paths) {
      Optional<StructMember> member = kernel.member(structure, path);
      if (member.isPresent()) {
        return new Field(kernel, member.get());
      }
    }
    return new Field(kernel, null);
  }

  /// Whether the layout has it.
  public boolean isKnown() {
    return member != null;
  }

  /// Offset in the structure, in bytes; [KernelReader#ABSENT] when the layout lacks it.
  public int offset() {
    return member == null ? KernelReader.ABSENT : member.offset();
  }

  /// Whether the layout has it and the memory of an object's is there.
  public boolean in(long object) {
    return member != null
        && object != 0
        && kernel.readable(object + member.offset(), Math.max(1, member.size()));
  }

  /// Address of the member in an object; ask [#isKnown] first.
  public long at(long object) {
    return object + offset();
  }

  /// The pointer that an object holds; 0 where it is absent.
  public long pointer(long object) {
    return member != null && object != 0 ? kernel.pointer(object + member.offset()) : 0;
  }

  /// The kernel memory that an object's pointer leads to; 0 where the member is absent, or leads to
  /// no kernel memory that is in the dump.
  public long follow(long object) {
    long target = pointer(object);
    return kernel.isAddress(target) && kernel.readable(target, 1) ? target : 0;
  }

  /// The number that an object holds, by the member's width, without a sign; bit fields too.
  public OptionalLong unsigned(long object) {
    if (member == null || !in(object)) {
      return OptionalLong.empty();
    }
    long at = object + member.offset();
    if (member.bitSize() > 0) {
      return OptionalLong.of(kernel.bits(object, member) & 0xffff_ffffL);
    }
    return OptionalLong.of(
        switch (member.size()) {
          case 1 -> kernel.uint8(at);
          case 2 -> kernel.uint16(at);
          case 4 -> kernel.int32(at) & 0xffff_ffffL;
          default -> kernel.word(at);
        });
  }

  /// The same with its sign.
  public OptionalLong signed(long object) {
    OptionalLong value = unsigned(object);
    if (member == null || value.isEmpty()) {
      return value;
    }
    int bits = member.bitSize() > 0 ? member.bitSize() : Byte.SIZE * Math.min(8, member.size());
    int unused = Long.SIZE - Math.max(1, bits);
    return OptionalLong.of(value.getAsLong() << unused >> unused);
  }

  /// A number in decimal digits, with its sign.
  public Optional<String> number(long object) {
    OptionalLong value = signed(object);
    return value.isPresent() ? Optional.of(Long.toString(value.getAsLong())) : Optional.empty();
  }

  /// A number in decimal digits, without a sign.
  public Optional<String> count(long object) {
    OptionalLong value = unsigned(object);
    return value.isPresent()
        ? Optional.of(Long.toUnsignedString(value.getAsLong()))
        : Optional.empty();
  }

  /// A number as `0x` and hexadecimal digits.
  public Optional<String> hexadecimal(long object) {
    OptionalLong value = unsigned(object);
    return value.isPresent()
        ? Optional.of(KernelFact.hexadecimal(value.getAsLong()))
        : Optional.empty();
  }

  /// Text that the member itself holds.
  ///
  /// @param limit bytes that are taken
  public Optional<String> text(long object, int limit) {
    return in(object) ? Optional.of(kernel.text(at(object), limit)) : Optional.empty();
  }

  /// Text that the member points to; "" where the pointer is 0.
  ///
  /// @param limit bytes that are taken
  public Optional<String> textBehind(long object, int limit) {
    if (!in(object)) {
      return Optional.empty();
    }
    if (pointer(object) == 0) {
      return Optional.of("");
    }
    long text = follow(object);
    return text == 0 ? Optional.empty() : Optional.of(kernel.text(text, limit));
  }

  /// A time as people and programs read it, such as `2026-11-28T17:05:04.123Z`; `@` and the seconds
  /// since 1970 where no calendar reaches.
  public static String time(long seconds, long nanoseconds) {
    try {
      Instant time = Instant.ofEpochSecond(seconds, nanoseconds);
      return Math.abs(seconds) < 1L << 38 ? time.toString() : "@" + seconds;
    } catch (DateTimeException | ArithmeticException e) {
      return "@" + seconds;
    }
  }
}
