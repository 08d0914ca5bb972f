package org.deepmem.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes at a place in a file that tell its format.
///
/// @param offset where in the file
/// @param bytes the magic, one byte a character (U+0000 to U+00FF); the empty one matches any file
record Magic(long offset, String bytes) {
  /// What matches every file.
  static final Magic NONE = of("");

  /// A magic at the file's start.
  static Magic of(String bytes) {
    return new Magic(0, bytes);
  }

  boolean matches(ImageFile file) throws MalformedImageException {
    byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
    return file.has(offset, wanted.length)
        && Arrays.equals(file.bytes(offset, wanted.length), wanted);
  }
}
