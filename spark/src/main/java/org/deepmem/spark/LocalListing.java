package org.deepmem.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Dumps on this machine, or where all machines mount.
record LocalListing() implements Listing {
  private static final Pattern SIGNS = Pattern.compile("[*?\\[{]");

  @Override
  public boolean isFolder(String name) {
    return Files.isDirectory(Places.local(name));
  }

  @Override
  public List<DumpSource> inFolder(String name) throws IOException {
    return files(Places.local(name), path -> true);
  }

  @Override
  public List<DumpSource> matching(String name) throws IOException {
    Path path = Places.local(name);
    if (Files.exists(path)) {
      return List.of(source(path));
    }
    if (!SIGNS.matcher(name).find()) {
      throw new NoSuchFileException(name);
    }
    List<Path> folders = List.of(path.getRoot());
    for (int part = 0; part < path.getNameCount() - 1; part++) {
      folders = below(folders, path.getName(part).toString());
    }
    List<DumpSource> found = new ArrayList<>();
    PathMatcher last = matcher(String.valueOf(path.getFileName()));
    for (Path folder : folders) {
      found.addAll(files(folder, file -> last.matches(file.getFileName())));
    }
    if (found.isEmpty()) {
      throw new IOException(name + ": no file matches this pattern; check it, and quote it");
    }
    return found;
  }

  /// Folders one step further down a pattern.
  private static List<Path> below(List<Path> folders, String part) throws IOException {
    List<Path> next = new ArrayList<>();
    for (Path folder : folders) {
      if (!SIGNS.matcher(part).find()) {
        next.add(folder.resolve(part));
        continue;
      }
      PathMatcher matcher = matcher(part);
      try (Stream<Path> inside = Files.list(folder)) {
        inside
            .filter(path -> matcher.matches(path.getFileName()) && Files.isDirectory(path))
            .forEach(next::add);
      }
    }
    return next.stream().filter(Files::isDirectory).sorted().toList();
  }

  private static PathMatcher matcher(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  private static List<DumpSource> files(Path folder, PathMatcher wanted) throws IOException {
    List<DumpSource> found = new ArrayList<>();
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path file : inside.filter(wanted::matches).sorted().toList()) {
        if (Files.isRegularFile(file)) {
          found.add(source(file));
        }
      }
    }
    return found;
  }

  @Override
  public DumpSource source(String name) throws IOException {
    return source(Places.local(name));
  }

  private static DumpSource source(Path file) throws IOException {
    return Files.exists(file)
        ? new DumpSource(
            file.toUri().toString(),
            file.toString(),
            Files.size(file),
            Files.getLastModifiedTime(file).toMillis())
        : new DumpSource(file.toUri().toString(), file.toString(), DumpSource.MISSING, 0);
  }

  @Override
  public InputStream open(DumpSource source) throws IOException {
    return Files.newInputStream(Places.local(source.uri()));
  }
}
