package org.deepmem.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/// Files and folders that nobody but their owner may read, whatever the umask: what comes from a
/// dump may hold passwords, keys and names. On file systems without such permissions they are as
/// any others.
public final class OwnerOnly {
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnerOnly() {}

  /// Makes a folder and those above it that are missing (0700); those that are there stay as they
  /// are.
  ///
  /// @return the folder
  /// @throws FileAlreadyExistsException when something else is in its place
  public static Path folder(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = folder.toAbsolutePath();
        at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS);
        at = at.getParent()) {
      missing.push(at);
    }
    for (Path next : missing) {
      try {
        Files.createDirectory(next, attributes(FOLDER));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(next)) { // another program may have been faster
          throw e;
        }
      }
    }
    return Files.createDirectories(folder); // what is there must be a folder
  }

  /// Makes an empty file (0600).
  ///
  /// @return the file
  /// @throws FileAlreadyExistsException when something is in its place
  public static Path file(Path file) throws IOException {
    return Files.createFile(file, attributes(FILE));
  }

  /// Opens a file; where that makes it, it is its owner's only (0600).
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes(FILE));
  }

  /// Takes a file that another program made from everybody but its owner (0600).
  public static void restrict(Path file) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
