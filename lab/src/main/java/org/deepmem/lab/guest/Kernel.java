package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deepmem.lab.LabException;

/// A kernel to boot.
///
/// @param origin the package with its version, or the file, that it came from
/// @param image the compressed kernel (`vmlinuz`)
/// @param modules folder with its modules, flat; empty for a bare `vmlinuz`
public record Kernel(String origin, Path image, Path modules) {

  /// What it is compiled for.
  ///
  /// @throws LabException when the file is no compressed x86 kernel
  public Architecture architecture() throws IOException {
    return Architecture.ofKernel(image);
  }

  /// The wanted modules that the kernel has, each after those it depends on. A module that is built
  /// in, or whose dependencies are missing, is left out.
  List<KernelModule> modules(List<String> wanted) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    if (Files.isDirectory(modules)) {
      try (Stream<Path> listing = Files.list(modules)) {
        listing
            .filter(file -> file.toString().matches(".*\\.ko(\\.xz)?"))
            .forEach(file -> files.put(KernelModule.nameOf(file.getFileName().toString()), file));
      }
    }
    Map<String, KernelModule> loaded = new LinkedHashMap<>();
    for (String name : wanted) {
      List<KernelModule> chain = new ArrayList<>();
      if (gather(name, files, loaded, chain)) {
        chain.forEach(module -> loaded.putIfAbsent(module.name(), module));
      }
    }
    return List.copyOf(loaded.values());
  }

  private static boolean gather(
      String name,
      Map<String, Path> files,
      Map<String, KernelModule> loaded,
      List<KernelModule> chain)
      throws IOException {
    if (loaded.containsKey(name)) {
      return true;
    }
    Path file = files.get(name);
    if (file == null) {
      return false;
    }
    KernelModule module = KernelModule.read(file);
    for (String dependency : module.dependencies()) {
      if (!gather(dependency, files, loaded, chain)) {
        return false;
      }
    }
    chain.add(module);
    return true;
  }
}
