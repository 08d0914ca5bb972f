package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.deepmem.files.Sha256;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;

/// The kernel module that hides a process and itself. Its source, `hider.c`, is among this
/// package's resources; it is compiled once for each kernel and kept in the cache by the source's
/// hash.
public final class HidingModule {
  /// What is needed to compile it.
  public static final List<Tool> TOOLS = List.of(Tool.MAKE, Tool.GCC, Tool.APT_GET, Tool.APT_CACHE);

  private static final String SOURCE = "hider.c";

  /// Without debugging information, which would be most of it.
  private static final String KBUILD = "obj-m := hider.o\nccflags-y := -g0\n";

  private HidingModule() {}

  /// The compiled module.
  ///
  /// @param kernel that it is for
  /// @param cache folder that is kept between runs
  static byte[] content(Kernel kernel, Path cache) throws IOException {
    byte[] source = GuestAgent.resource(SOURCE);
    String hash = HexFormat.of().formatHex(Sha256.start().digest(source), 0, 8);
    String headers = KernelHeaders.packageOf(kernel);
    Path module = cache.resolve("modules").resolve("hider-%s-%s.ko".formatted(headers, hash));
    if (!Files.exists(module)) {
      compile(source, new KernelHeaders(cache).folder(kernel), module);
    }
    return Files.readAllBytes(module);
  }

  private static void compile(byte[] source, Path headers, Path module) throws IOException {
    Files.createDirectories(module.getParent());
    try (Scratch scratch = new Scratch()) {
      Files.write(scratch.folder().resolve(SOURCE), source);
      Files.writeString(scratch.folder().resolve("Kbuild"), KBUILD);
      try {
        Tool.MAKE.run(
            scratch.folder(),
            Map.of(),
            List.of(
                "-C",
                headers.toString(),
                "M=" + scratch.folder(),
                "CC=" + Tool.GCC.path(),
                "modules"));
      } catch (LabException e) {
        throw new LabException(
            "can't compile %s for %s: %s; it needs apt-get install make gcc libelf1"
                .formatted(SOURCE, headers.getFileName(), e.getMessage()),
            e);
      }
      Path aside = Files.createTempFile(module.getParent(), ".hider", "");
      Files.copy(scratch.folder().resolve("hider.ko"), aside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(aside, module, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
