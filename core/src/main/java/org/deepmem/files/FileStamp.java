package org.deepmem.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What tells that a file isn't written any more: a result of a file that was still being copied
/// would be of neither its old nor its new content.
///
/// @param bytes of the file
/// @param modified when it was written last
public record FileStamp(Path file, long bytes, FileTime modified) {
  /// The stamp of a file as it is now.
  public static FileStamp of(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(file, now.size(), now.lastModifiedTime());
  }

  /// Checks that the file is as it was.
  ///
  /// @throws FileSystemException when it was written, cut or extended since
  public void check() throws IOException {
    FileStamp now = of(file);
    if (!now.equals(this)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "was changed while it was read (%d bytes, now %d); wait until it is whole, and try again"
              .formatted(bytes, now.bytes));
    }
  }
}
