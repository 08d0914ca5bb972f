package org.deepmem.lab.guest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.deepmem.lab.LabException;
import org.tukaani.xz.XZInputStream;

/// A Debian package: an `ar` archive whose member `data.tar.*` holds the files (deb(5)).
final class DebArchive {
  /// The bit of a file's mode that lets its owner run it.
  private static final int EXECUTABLE = 0100;

  private DebArchive() {}

  /// Unpacks the chosen regular files, flat, into a folder.
  ///
  /// @param wanted is given each path inside the package, without the leading `./`
  /// @return the files written, in the package's order
  /// @throws LabException when the file is no Debian package
  static List<Path> unpack(Path deb, Path into, Predicate<String> wanted) throws IOException {
    return unpack(deb, wanted, path -> into.resolve(path.substring(path.lastIndexOf('/') + 1)));
  }

  /// Unpacks the chosen regular files into a folder, each at its own path below it.
  ///
  /// @param wanted is given each path inside the package, without the leading `./`
  /// @return the files written, in the package's order; what would lie outside the folder is not
  /// @throws LabException when the file is no Debian package
  static List<Path> unpackTree(Path deb, Path into, Predicate<String> wanted) throws IOException {
    return unpack(
        deb,
        path -> !List.of(path.split("/", -1)).contains("..") && wanted.test(path),
        path -> into.resolve(path.replaceFirst("^/+", "")));
  }

  private static List<Path> unpack(Path deb, Predicate<String> wanted, Function<String, Path> place)
      throws IOException {
    try (var ar =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb), 1 << 16))) {
      for (ArArchiveEntry member; (member = ar.getNextEntry()) != null; ) {
        if (member.getName().startsWith("data.tar")) {
          return unpackTar(decompressed(deb, member.getName(), ar), wanted, place);
        }
      }
    } catch (LabException e) {
      throw e;
    } catch (IOException e) {
      throw new LabException(deb + ": can't be read as a Debian package: " + e.getMessage(), e);
    }
    throw new LabException(deb + ": has no member data.tar, so it is no Debian package");
  }

  private static List<Path> unpackTar(
      InputStream data, Predicate<String> wanted, Function<String, Path> place) throws IOException {
    List<Path> written = new ArrayList<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(data);
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      String path = entry.getName().replaceFirst("^\\./", "");
      if (entry.isFile() && wanted.test(path)) {
        Path file = place.apply(path);
        Files.createDirectories(file.getParent());
        Files.copy(tar, file);
        if ((entry.getMode() & EXECUTABLE) != 0 && !file.toFile().setExecutable(true)) {
          throw new LabException(file + ": can't be made executable");
        }
        written.add(file);
      }
    }
    return written;
  }

  private static InputStream decompressed(Path deb, String member, InputStream data)
      throws IOException {
    return switch (member) {
      case "data.tar.xz" -> new XZInputStream(data);
      case "data.tar.gz" -> new GZIPInputStream(data);
      case "data.tar" -> data;
      default ->
          throw new LabException(deb + ": its member " + member + " is in an unknown compression");
    };
  }
}
