package org.deepmem.spark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.deepmem.files.AsideFile;
import org.deepmem.files.OwnerOnly;
import org.jspecify.annotations.Nullable;

/// Tables on this machine's file system, or one that all machines mount. A move is a rename.
record LocalResultFolder(Path root) implements ResultFolder {
  private static final String LOCK = ".lock";

  @Override
  public Lock lock() throws IOException {
    FileChannel channel =
        OwnerOnly.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this program: told as any other below.
    }
    if (lock == null) {
      channel.close();
      throw new FileSystemException(
          root.toString(), null, "another run writes here; wait for it, or choose another folder");
    }
    return () -> {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  @Override
  public void makeFolder(String folder) throws IOException {
    Path made = root.resolve(folder);
    try {
      OwnerOnly.folder(made);
    } catch (IOException e) {
      throw AsideFile.failed(made, e);
    }
  }

  @Override
  public void write(String file, Content content) throws IOException {
    Path place = root.resolve(file);
    try (FileChannel channel =
            OwnerOnly.open(
                place,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      throw AsideFile.failed(place, e);
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path place = root.resolve(to);
    Path folder = place.getParent();
    if (folder != null) {
      OwnerOnly.folder(folder);
    }
    Files.move(
        root.resolve(from),
        place,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Path place = root.resolve(name);
    if (!Files.exists(place)) {
      return;
    }
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
