package org.deepmem.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file that is written beside its place and moved there when it is whole. What is not kept is
/// deleted: when this is closed, and also when the program is stopped from outside.
public final class AsideFile implements AutoCloseable {
  private static final Set<Path> PENDING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AsideFile::deletePending, "delete-part-files"));
  }

  private final Path place;
  private final Path aside;

  /// Starts an empty file beside `place`, readable by its owner only.
  ///
  /// @param place where the file goes when it is kept; its folder must exist
  public AsideFile(Path place) throws IOException {
    this.place = place.toAbsolutePath();
    Path folder = this.place.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FileSystemException(place.toString(), null, "its folder doesn't exist: create it");
    }
    aside = Files.createTempFile(folder, "." + this.place.getFileName(), ".part");
    PENDING.add(aside);
  }

  /// Where to write.
  public Path path() {
    return aside;
  }

  /// Moves what was written to its place, replacing a file that is there.
  public void keep() throws IOException {
    Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    PENDING.remove(aside);
  }

  @Override
  public void close() throws IOException {
    if (PENDING.remove(aside)) {
      Files.deleteIfExists(aside);
    }
  }

  private static void deletePending() {
    for (Path path : PENDING) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        System.getLogger(AsideFile.class.getName())
            .log(System.Logger.Level.WARNING, "unfinished file left behind: " + path, e);
      }
    }
  }
}
