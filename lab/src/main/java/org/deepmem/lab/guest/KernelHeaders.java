package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;

/// What modules of a Debian kernel are compiled against: the kernel's headers and its build
/// programs, from the packages that apt offers for it, unpacked once into the cache. Nothing is
/// installed.
///
/// @param cache folder that is kept between runs
record KernelHeaders(Path cache) {
  private static final String SOURCES = "usr/src/";

  /// Of what the headers' package depends on, that which is part of a build.
  private static final Pattern PARTS =
      Pattern.compile("Depends: (linux-headers-\\S*-common\\S*|linux-kbuild-\\S+)");

  /// The folder that `make -C` is given.
  ///
  /// @param kernel from a 64-bit package
  /// @throws LabException when it is from no package, or apt has no headers for it
  Path folder(Kernel kernel) throws IOException {
    String name = packageOf(kernel);
    Path root = cache.resolve("headers").resolve(name);
    if (!Files.isDirectory(root)) {
      unpack(name, root);
    }
    return root.resolve(SOURCES + name);
  }

  /// The headers' package of the package that a kernel came from.
  static String packageOf(Kernel kernel) throws IOException {
    String image = kernel.origin().replaceFirst("_.*", "");
    if (!image.matches("linux-image-[A-Za-z0-9.+~-]+")) {
      throw new LabException(
          kernel.origin() + ": there are headers for kernels of Debian packages only");
    }
    if (kernel.architecture() != Architecture.AMD64) {
      throw new LabException(image + ": modules are compiled for 64-bit kernels only");
    }
    return image.replaceFirst("-image-", "-headers-").replaceFirst("-unsigned$", "");
  }

  /// Unpacked aside and moved, so that the folder is there whole or not at all.
  private static void unpack(String name, Path root) throws IOException {
    Files.createDirectories(root.getParent());
    Path aside = Files.createTempDirectory(root.getParent(), ".unpack");
    try (Scratch scratch = new Scratch()) {
      scratch.atEnd(() -> KernelStore.deleteQuietly(aside));
      for (Path deb : fetch(name, scratch.folder())) {
        DebArchive.unpackTree(deb, aside, KernelHeaders::isNeeded);
      }
      connect(aside.resolve(SOURCES + name), aside);
      Files.move(aside, root, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static List<Path> fetch(String name, Path into) throws IOException {
    List<String> packages = new ArrayList<>(List.of(name));
    try {
      Matcher parts =
          PARTS.matcher(
              Tool.APT_CACHE.run(into, Map.of(), List.of("depends", "--no-recommends", name)));
      while (parts.find()) {
        packages.add(parts.group(1));
      }
      List<String> download = new ArrayList<>(List.of("-q", "download"));
      download.addAll(packages);
      Tool.APT_GET.run(into, Map.of(), download);
    } catch (LabException e) {
      throw new LabException(
          "can't fetch the headers' package %s: %s; remedy: apt-get update, or a kernel whose headers apt still offers"
              .formatted(name, e.getMessage()),
          e);
    }
    try (Stream<Path> files = Files.list(into)) {
      return files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
  }

  /// Other CPUs' files and documents aren't, nor is the kernel's own BTF (`vmlinux`), with which
  /// the build would ask for pahole. `scripts` and `tools` beside the headers are links to those of
  /// the build programs' package.
  private static boolean isNeeded(String path) {
    return path.startsWith("usr/")
        && !path.startsWith("usr/share/")
        && !path.matches("usr/src/[^/]+/(scripts|tools|vmlinux)")
        && !path.matches("usr/src/[^/]+-common[^/]*/arch/(?!x86/).*");
  }

  /// Ties the three packages together by relative paths, as their links do where they are
  /// installed.
  private static void connect(Path headers, Path root) throws IOException {
    Path makefile = headers.resolve("Makefile");
    if (!Files.isRegularFile(makefile)) {
      throw new LabException("the packages of " + headers.getFileName() + " have no Makefile");
    }
    String include = Files.readString(makefile);
    Files.writeString(makefile, include.replace("/" + SOURCES, "../"));
    Path programs = onlyFolder(root.resolve("usr/lib"), "linux-kbuild-");
    for (Path sources :
        List.of(headers, onlyFolder(root.resolve(SOURCES), "linux-headers-.*-common"))) {
      for (String folder : List.of("scripts", "tools")) {
        Files.createSymbolicLink(
            sources.resolve(folder), sources.relativize(programs.resolve(folder)));
      }
    }
  }

  private static Path onlyFolder(Path parent, String name) throws IOException {
    Pattern start = Pattern.compile(name + ".*");
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .filter(folder -> start.matcher(folder.getFileName().toString()).matches())
          .findFirst()
          .orElseThrow(() -> new LabException(parent + ": has no " + name));
    }
  }
}
