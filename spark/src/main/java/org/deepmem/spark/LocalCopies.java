package org.deepmem.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.deepmem.files.Sha256;

/// Files on this machine, where they can be mapped: those that lie here as they are, others copied.
final class LocalCopies {
  private static final int BLOCK = 1 << 20;

  private LocalCopies() {}

  /// A dump on this machine.
  ///
  /// @param path where it can be mapped
  /// @param copied whether it is a copy, deleted when it is closed
  /// @param sha256 of its bytes, where it was copied
  record LocalDump(Path path, boolean copied, Optional<String> sha256) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (copied) {
        Files.deleteIfExists(path);
        Files.deleteIfExists(folder(path));
      }
    }
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  /// Has a dump where it can be mapped.
  ///
  /// @param scratch folder with room for a copy
  static LocalDump dump(DumpSource source, Configuration hadoop, Path scratch) throws IOException {
    if (Places.isLocal(source.uri(), hadoop)) {
      return new LocalDump(Places.local(source.uri()), false, Optional.empty());
    }
    // A folder of its own, its owner's only, so that the copy keeps the dump's name.
    Path folder = Files.createTempDirectory(scratch, "deepmem-dump-");
    Path copy = folder.resolve(source.file());
    try {
      return new LocalDump(copy, true, Optional.of(copy(source.uri(), hadoop, copy)));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  /// Copies a file, and returns its hash.
  private static String copy(String uri, Configuration hadoop, Path copy) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(URI.create(uri));
    MessageDigest digest = Sha256.start();
    byte[] block = new byte[BLOCK];
    try (InputStream in = path.getFileSystem(hadoop).open(path);
        OutputStream out = Files.newOutputStream(copy)) {
      for (int size; (size = in.read(block)) > 0; ) {
        digest.update(block, 0, size);
        out.write(block, 0, size);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Has a file or a folder on this machine, for as long as the program runs.
  ///
  /// @param scratch folder for a copy
  static Path kept(String uri, Configuration hadoop, Path scratch) throws IOException {
    if (Places.isLocal(uri, hadoop)) {
      return Places.local(uri);
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(URI.create(uri));
    FileSystem system = path.getFileSystem(hadoop);
    Path folder = Files.createTempDirectory(scratch, "deepmem-kept-");
    Path copy = folder.resolve(path.getName());
    copyAll(system, system.getFileStatus(path), copy);
    return copy;
  }

  private static void copyAll(FileSystem system, FileStatus from, Path to) throws IOException {
    if (!from.isDirectory()) {
      try (InputStream in = system.open(from.getPath())) {
        Files.copy(in, to);
      }
      return;
    }
    Files.createDirectory(to);
    for (FileStatus inside : system.listStatus(from.getPath())) {
      copyAll(system, inside, to.resolve(inside.getPath().getName()));
    }
  }
}
