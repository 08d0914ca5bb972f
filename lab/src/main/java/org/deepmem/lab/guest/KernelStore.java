package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;

/// Kernels by the name of their Debian package, fetched once and kept unpacked in a cache folder.
///
/// @param cache where unpacked kernels are kept
public record KernelStore(Path cache) {

  /// The kernel that is named.
  ///
  /// @param name a file (`vmlinuz`, or a `.deb`), or the name of a package that apt knows, in which
  ///   `*` stands for a number: the newest of them, as in `linux-image-6.1.0-*-cloud-amd64`
  /// @throws LabException when there is neither
  public Kernel get(String name) throws IOException {
    Path file = Path.of(name);
    if (name.endsWith(".deb") && Files.isRegularFile(file)) {
      return unpacked(file);
    }
    if (Files.isRegularFile(file)) {
      return new Kernel(name, file.toAbsolutePath(), file.resolveSibling("no-modules"));
    }
    if (name.contains("/")) {
      throw new LabException(name + ": no such file; give a vmlinuz, a .deb or a package's name");
    }
    return fetched(name.contains("*") ? newest(new NumberedName(name)) : name);
  }

  private String newest(NumberedName name) throws IOException {
    Architecture architecture = Architecture.ofPackage(name.pattern());
    String offered =
        architecture == Architecture.AMD64
            ? Tool.APT_CACHE.run(cache.getRoot(), Map.of(), name.search())
            : new ForeignPackages(cache, architecture).search(name);
    return name.newestOf(offered)
        .orElseThrow(
            () ->
                new LabException(
                    "apt offers no package %s for %s; remedy: apt-get update; see apt-cache search linux-image"
                        .formatted(name.pattern(), architecture.debianName())));
  }

  private Kernel fetched(String name) throws IOException {
    Path folder = cache.resolve("kernels").resolve(name);
    if (!Files.isDirectory(folder)) {
      try (Scratch scratch = new Scratch()) {
        try {
          download(name, scratch.folder());
        } catch (LabException e) {
          throw new LabException(
              "can't fetch the package %s: %s; see apt-cache search linux-image"
                  .formatted(name, e.getMessage()),
              e);
        }
        try (Stream<Path> files = Files.list(scratch.folder())) {
          Path deb =
              files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElse(null);
          if (deb == null) {
            throw new LabException("apt-get download " + name + " left no package");
          }
          unpack(deb, folder);
        }
      }
    }
    return kernelIn(folder);
  }

  private void download(String name, Path into) throws IOException {
    Architecture architecture = Architecture.ofPackage(name);
    if (architecture == Architecture.AMD64) {
      Tool.APT_GET.run(into, Map.of(), List.of("-q", "download", name));
    } else {
      new ForeignPackages(cache, architecture).fetch(List.of(name), into);
    }
  }

  private Kernel unpacked(Path deb) throws IOException {
    Path folder = cache.resolve("kernels").resolve(deb.getFileName().toString());
    if (!Files.isDirectory(folder)) {
      unpack(deb, folder);
    }
    return kernelIn(folder);
  }

  /// Written aside and moved, so that the folder is there whole or not at all.
  private static void unpack(Path deb, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path aside = Files.createTempDirectory(folder.getParent(), ".unpack");
    try (Scratch scratch = new Scratch()) {
      scratch.atEnd(() -> deleteQuietly(aside));
      Set<String> wanted = GuestModules.everyName();
      DebArchive.unpack(
          deb,
          aside,
          path ->
              path.startsWith("boot/vmlinuz-")
                  || (path.matches(".*\\.ko(\\.xz)?")
                      && wanted.contains(
                          KernelModule.nameOf(path.substring(path.lastIndexOf('/') + 1)))));
      Files.writeString(aside.resolve("package"), deb.getFileName().toString());
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  static void deleteQuietly(Path aside) {
    try {
      Scratch.delete(aside);
    } catch (IOException e) {
      aside.toFile().deleteOnExit();
    }
  }

  private static Kernel kernelIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path image =
          files
              .filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
              .findFirst()
              .orElseThrow(
                  () ->
                      new LabException(
                          folder
                              + ": holds no kernel; remedy: delete the folder, and name a package"
                              + " that has boot/vmlinuz (not a meta-package)"));
      return new Kernel(Files.readString(folder.resolve("package")), image, folder);
    }
  }
}
