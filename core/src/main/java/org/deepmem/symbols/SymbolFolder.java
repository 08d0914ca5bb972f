package org.deepmem.symbols;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A folder of Windows symbols as Volatility 3 keeps them, `windows/ntkrpamp.pdb/GUID-AGE.json.xz`,
/// with or without the folder `windows`, or as a ZIP pack of it. What isn't found by its path is
/// looked for, within bounds, by what the files say of themselves.
///
/// @param root a folder or a ZIP file
record SymbolFolder(Path root) {
  private static final List<String> ENDINGS = List.of(".json", ".json.xz", ".json.gz");
  private static final Pattern NAMED_BY_KEY =
      Pattern.compile("[0-9a-f]{32}-\\d+\\.json.*", Pattern.CASE_INSENSITIVE);

  private static final int MAX_DEPTH = 6;
  private static final int MAX_ENTRIES = 200_000;

  /// Files that are opened to see whose symbols they hold, and bytes read of each to find out.
  private static final int MAX_OPENED = 64;

  private static final long MAX_HEAD = 64L << 20;

  /// Symbols of this id, where the folder has them.
  ///
  /// @throws MalformedSymbolsException when the file found is damaged
  /// @throws IOException when the folder can't be read
  Optional<SymbolFiles> find(PdbId wanted) throws IOException {
    if (!Files.isDirectory(root)) {
      return inArchive(root, wanted);
    }
    for (String folder : List.of("windows/", "symbols/windows/", "")) {
      for (String ending : ENDINGS) {
        Path file = root.resolve(folder + wanted.path() + ending);
        if (Files.isRegularFile(file)) {
          return Optional.of(SymbolFiles.open(List.of(file)));
        }
      }
    }
    return among(files(), wanted);
  }

  private static Optional<SymbolFiles> among(List<Path> files, PdbId wanted) throws IOException {
    for (Path file : files) {
      if (isNamed(file.toString().replace('\\', '/'), wanted.key())) {
        return Optional.of(SymbolFiles.open(List.of(file)));
      }
    }
    int opened = 0;
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
        Optional<SymbolFiles> found = inArchive(file, wanted);
        if (found.isPresent()) {
          return found;
        }
      } else if (!NAMED_BY_KEY.matcher(name).matches()
          && opened++ < MAX_OPENED
          && pdb(file).filter(wanted::isSame).isPresent()) {
        return Optional.of(SymbolFiles.open(List.of(file)));
      }
    }
    return Optional.empty();
  }

  /// Symbol files and ZIP packs in and below the folder, sorted; what may not be read is passed
  /// over.
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          private int visited;

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (attributes.isRegularFile()
                && (name.endsWith(".zip") || ENDINGS.stream().anyMatch(name::endsWith))) {
              files.add(file);
            }
            return ++visited < MAX_ENTRIES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  private static Optional<SymbolFiles> inArchive(Path archive, PdbId wanted) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Optional<? extends ZipEntry> entry =
          zip.stream().filter(e -> isNamed(e.getName(), wanted.key())).findFirst();
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry.get())) {
        return Optional.of(SymbolFiles.read(archive + "!" + entry.get().getName(), in));
      }
    } catch (MalformedSymbolsException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedSymbolsException(
          archive.toString(), 0, "can't be read as a ZIP file: " + e.getMessage(), e);
    }
  }

  /// Whether a path ends in the id's file name; GUID and age tell it, whatever the folder's case.
  private static boolean isNamed(String path, String key) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return ENDINGS.stream().anyMatch(ending -> name.equalsIgnoreCase(key + ending));
  }

  /// Whose symbols a file holds; empty where it doesn't say so soon, or is no symbol file.
  private static Optional<PdbId> pdb(Path file) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = SymbolFiles.decompressed(raw, MAX_HEAD)) {
      return IsfMetadata.find(in);
    } catch (IOException e) {
      // Damaged, or not this folder's business; another file may still be the one.
      return Optional.empty();
    }
  }
}
