package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.deepmem.files.AsideFile;

/// A dump being written: beside its place until it is whole.
final class ImageOutput implements AutoCloseable {
  private final Path target;
  private final AsideFile aside;
  private final FileChannel channel;

  ImageOutput(Path target) throws IOException {
    this.target = target;
    aside = new AsideFile(target);
    try {
      channel = FileChannel.open(aside.path(), StandardOpenOption.WRITE);
    } catch (IOException e) {
      aside.close();
      throw e;
    }
  }

  /// A zeroed little-endian buffer for headers.
  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Writes bytes at a place in the file; what is skipped becomes a hole of zeros.
  void write(long offset, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, offset + buffer.position());
      }
    } catch (IOException e) {
      throw AsideFile.failed(target, e);
    }
  }

  /// Moves the file to its place.
  ///
  /// @param bytes bytes of memory in it
  /// @return the same
  /// @throws FileSystemException when there is none
  long keep(long bytes) throws IOException {
    if (bytes == 0) {
      throw new FileSystemException(
          target.toString(), null, "not written: no page of memory is left by the filter");
    }
    channel.close();
    aside.keep();
    return bytes;
  }

  @Override
  public void close() throws IOException {
    try (aside) {
      channel.close();
    }
  }
}
