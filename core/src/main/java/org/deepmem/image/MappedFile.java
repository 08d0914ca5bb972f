package org.deepmem.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.deepmem.files.FileStamp;

/// A file of any size, mapped whole.
final class MappedFile extends ImageFile {
  private final Arena arena;
  private final MemorySegment bytes;
  private final FileStamp stamp;

  private MappedFile(FileStamp stamp, Arena arena, MemorySegment bytes) {
    super(stamp.file());
    this.stamp = stamp;
    this.arena = arena;
    this.bytes = bytes;
  }

  /// Maps a file for reading.
  ///
  /// @throws IOException when there is no such file, it is a directory, or may not be read; the
  ///   message says which
  static MappedFile open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(
          path.toString(), null, "is a directory; name the dump file itself");
    }
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      FileStamp stamp = FileStamp.of(path);
      long size = channel.size();
      return new MappedFile(
          stamp, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
    } catch (NoSuchFileException e) {
      arena.close();
      throw explained(new NoSuchFileException(path.toString(), null, "no such file"), e);
    } catch (AccessDeniedException e) {
      arena.close();
      throw explained(new AccessDeniedException(path.toString(), null, "permission denied"), e);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static IOException explained(FileSystemException clear, IOException cause) {
    clear.initCause(cause);
    return clear;
  }

  @Override
  long size() {
    return bytes.byteSize();
  }

  @Override
  long available(long offset) {
    return offset >= 0 && offset < size() ? size() - offset : 0;
  }

  @Override
  void copy(long offset, byte[] target, int targetOffset, int length) {
    try {
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, target, targetOffset, length);
      tellOfFaults();
    } catch (InternalError e) { // a page that can't be had any more
      FileSystemException gone =
          new FileSystemException(
              path().toString(),
              null,
              "can't be read at 0x%x: it was cut short meanwhile, or its disk fails; copy it again"
                  .formatted(offset));
      gone.initCause(e);
      throw new UncheckedIOException(gone);
    }
  }

  /// The JVM throws a fault not where it happens but where it next looks at what is due, which may
  /// be in a caller. It looks when native code returns, and this is the cheapest of that.
  private void tellOfFaults() {
    Thread.holdsLock(arena);
  }

  @Override
  void checkUnchanged() throws IOException {
    stamp.check();
  }

  @Override
  public void close() {
    arena.close();
  }
}
