package org.deepmem.report.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Bytes as a data block holds them: gzip, then base64, in which nothing can end the block.
final class Packed {
  private Packed() {}

  static String of(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new Best(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /// As small as it gets. The header has no time in it, so equal bytes are packed equally.
  private static final class Best extends GZIPOutputStream {
    Best(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
