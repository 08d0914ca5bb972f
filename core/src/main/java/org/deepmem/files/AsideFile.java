package org.deepmem.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// A file that is written beside its place and moved there when it is whole. What is not kept is
/// deleted: when this is closed, and also when the program is stopped from outside. What a program
/// that was killed has left is deleted when the same file is begun anew.
public final class AsideFile implements AutoCloseable {
  private static final Set<Path> PENDING = ConcurrentHashMap.newKeySet();

  /// Held while a file is begun or kept. The end of the program takes it and never gives it back,
  /// so that nothing is begun after it has cleaned up.
  private static final ReentrantLock BEGIN_OR_KEEP = new ReentrantLock();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AsideFile::deletePending, "delete-part-files"));
  }

  private final Path place;
  private final Path aside;

  /// Writes the bytes of a file.
  @FunctionalInterface
  public interface Content {
    /// @param aside an empty file
    void writeTo(Path aside) throws IOException;
  }

  /// Starts an empty file beside `place`, readable by its owner only.
  ///
  /// @param place where the file goes when it is kept; its folder must exist
  public AsideFile(Path place) throws IOException {
    check(place);
    this.place = place.toAbsolutePath();
    BEGIN_OR_KEEP.lock();
    try {
      Path folder = Objects.requireNonNull(this.place.getParent(), "checked above");
      String name = String.valueOf(this.place.getFileName());
      for (Path abandoned : PartNames.abandoned(folder, name)) {
        Files.deleteIfExists(abandoned);
      }
      aside = Files.createTempFile(folder, PartNames.prefix(name), ".part");
      PENDING.add(aside);
    } catch (IOException e) {
      throw failed(place, e);
    } finally {
      BEGIN_OR_KEEP.unlock();
    }
  }

  /// Writes a whole file, or nothing.
  ///
  /// @throws FileSystemException that names the file, says what is wrong and what to do
  public static void write(Path place, Content content) throws IOException {
    try (AsideFile aside = new AsideFile(place)) {
      try {
        content.writeTo(aside.path());
        aside.keep();
      } catch (IOException e) {
        throw failed(place, e);
      }
    }
  }

  /// Says early whether a file can be written, before hours of work go into it.
  ///
  /// @throws FileSystemException when its folder doesn't exist or may not be written, or a folder
  ///   is in its place
  public static void check(Path place) throws IOException {
    Path folder = place.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FileSystemException(
          place.toString(), null, "its folder doesn't exist; create it first");
    }
    if (Files.isDirectory(place)) {
      throw new FileSystemException(
          place.toString(), null, "is a folder; name a file to be written");
    }
    if (!Files.isWritable(folder)) {
      throw new FileSystemException(
          place.toString(), null, "its folder may not be written; choose another one");
    }
  }

  /// A failure to write, told with the file's own name instead of the one aside.
  public static IOException failed(Path place, IOException cause) {
    String reason =
        cause instanceof FileSystemException e ? e.getReason() : String.valueOf(cause.getMessage());
    FileSystemException told =
        new FileSystemException(
            place.toString(),
            null,
            "can't be written: %s; choose another folder or make room"
                .formatted(reason == null ? "access denied" : reason));
    told.initCause(cause);
    return told;
  }

  /// Where to write.
  public Path path() {
    return aside;
  }

  /// Moves what was written to its place, replacing a file that is there.
  public void keep() throws IOException {
    BEGIN_OR_KEEP.lock();
    try {
      Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      PENDING.remove(aside);
    } finally {
      BEGIN_OR_KEEP.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    if (PENDING.remove(aside)) {
      Files.deleteIfExists(aside);
    }
  }

  private static void deletePending() {
    BEGIN_OR_KEEP.lock();
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
