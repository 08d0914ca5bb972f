package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;

/// What the guest's own programs are made from: a static busybox, and what the compiler needs to
/// link for the guest. For a guest of this machine's architecture both are installed here; for
/// another they are fetched once and kept unpacked in the cache.
///
/// @param cache folder that is kept between runs
/// @param architecture of the guest
record GuestPrograms(Path cache, Architecture architecture) {
  private static final String BUSYBOX = "bin/busybox";

  /// The static busybox.
  byte[] busybox() throws IOException {
    Path program =
        architecture == Architecture.AMD64 ? Tool.BUSYBOX.path() : root().resolve(BUSYBOX);
    byte[] content = Files.readAllBytes(program);
    if (new String(content, StandardCharsets.ISO_8859_1).contains("/ld-linux")) {
      throw new LabException(program + " is not linked statically: apt-get install busybox-static");
    }
    return content;
  }

  /// The compiler's options that make a program for the guest.
  List<String> compilerOptions() throws IOException {
    if (architecture == Architecture.AMD64) {
      return List.of();
    }
    Path root = root();
    Path libraries = root.resolve("usr/lib/i386-linux-gnu");
    Path compiler = root.resolve("usr/lib/gcc/i686-linux-gnu").resolve(compilerVersion());
    return List.of(
        "-m32",
        "--sysroot=" + root,
        "-B" + libraries + "/",
        "-B" + compiler + "/",
        "-isystem",
        root.resolve("usr/include/i386-linux-gnu").toString(),
        "-L" + compiler,
        "-L" + libraries);
  }

  /// The root folder of the architecture's files; fetched on first use.
  private Path root() throws IOException {
    String version = compilerVersion();
    Path root =
        cache.resolve("programs").resolve("%s-gcc%s".formatted(architecture.debianName(), version));
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root.getParent());
      Path aside = Files.createTempDirectory(root.getParent(), ".unpack");
      try (Scratch scratch = new Scratch()) {
        scratch.atEnd(() -> KernelStore.deleteQuietly(aside));
        List<String> packages =
            List.of(
                "busybox-static",
                "libc6-dev",
                "libgcc-%s-dev".formatted(version),
                "linux-libc-dev");
        for (Path deb :
            new ForeignPackages(cache, architecture).fetch(packages, scratch.folder())) {
          DebArchive.unpackTree(deb, aside, GuestPrograms::isNeeded);
        }
        Files.move(aside, root, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return root;
  }

  private static boolean isNeeded(String path) {
    return path.equals(BUSYBOX)
        || path.startsWith("usr/include/")
        || path.startsWith("usr/lib/") && path.matches(".*\\.(a|o)|.*/gcc/.*/include/.*");
  }

  private String compilerVersion() throws IOException {
    return Tool.GCC.run(cache.getRoot(), Map.of(), List.of("-dumpversion")).strip();
  }
}
