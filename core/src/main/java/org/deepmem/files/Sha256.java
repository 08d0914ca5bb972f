package org.deepmem.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, which every Java platform has.
public final class Sha256 {
  private Sha256() {}

  /// A hash of nothing yet.
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The hash of a file, in hexadecimal.
  public static String of(Path file) throws IOException {
    MessageDigest digest = start();
    byte[] block = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int size; (size = in.read(block)) > 0; ) {
        digest.update(block, 0, size);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
