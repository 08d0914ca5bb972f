package org.deepmem.kernel.windows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// Reads text of the kernel's. It may be anything, so it is cut, and what could act on a terminal
/// becomes `?`. For one thread.
final class UnicodeText {
  private static final int LONGEST_MEMBER = 1024;

  private final KernelReader kernel;

  UnicodeText(KernelReader kernel) {
    this.kernel = kernel;
  }

  /// The text of a `_UNICODE_STRING`; "" where it is empty or not in the dump.
  ///
  /// @param longest characters that are taken
  String at(long address, int longest) {
    int length = Math.min(kernel.uint16(address) & ~1, 2 * longest);
    long buffer = kernel.pointer(address + kernel.wordSize());
    return utf16(buffer, length);
  }

  /// The text of a member that is a `_UNICODE_STRING`; empty where it or its text isn't in the
  /// dump.
  Optional<String> of(Field member, long object) {
    if (!member.in(object)) {
      return Optional.empty();
    }
    String text = at(member.at(object), LONGEST_MEMBER);
    boolean hasNone = kernel.uint16(member.at(object)) == 0;
    return text.isEmpty() && !hasNone ? Optional.empty() : Optional.of(text);
  }

  /// Text of two-byte characters.
  ///
  /// @param length bytes
  String utf16(long address, int length) {
    if (length <= 0 || address == 0 || !kernel.readable(address, length)) {
      return "";
    }
    byte[] bytes = new byte[length];
    int copied = kernel.read(address, bytes, length);
    return harmless(new String(bytes, 0, copied & ~1, StandardCharsets.UTF_16LE));
  }

  /// Text of one-byte characters (the upper half of UTF-16 left out), as key names are packed.
  ///
  /// @param length bytes
  String latin(long address, int length) {
    if (length <= 0 || !kernel.readable(address, length)) {
      return "";
    }
    byte[] bytes = new byte[length];
    int copied = kernel.read(address, bytes, length);
    return harmless(new String(bytes, 0, copied, StandardCharsets.ISO_8859_1));
  }

  private static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point ->
                shown.appendCodePoint(
                    switch (Character.getType(point)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.SURROGATE,
                          Character.UNASSIGNED,
                          Character.PRIVATE_USE,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          '?';
                      default -> point;
                    }));
    return shown.toString();
  }
}
