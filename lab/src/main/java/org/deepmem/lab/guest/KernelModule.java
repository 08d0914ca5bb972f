package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/// A loadable kernel module.
///
/// @param name as the kernel says it: `-` in a file's name is `_` here
/// @param content the ELF file, decompressed
/// @param dependencies names of the modules that must be loaded before it
record KernelModule(String name, byte[] content, List<String> dependencies) {
  private static final Pattern DEPENDS = Pattern.compile("\0depends=([^\0]*)\0");

  /// Reads `NAME.ko` or `NAME.ko.xz`. Packages carry no `modules.dep` (depmod makes it on
  /// installation), so the dependencies come from the module's own `.modinfo` section.
  static KernelModule read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (file.toString().endsWith(".xz")) {
      try (var xz = new XZInputStream(Files.newInputStream(file))) {
        content = xz.readAllBytes();
      }
    }
    Matcher depends = DEPENDS.matcher(new String(content, StandardCharsets.ISO_8859_1));
    List<String> dependencies =
        depends.find()
            ? Stream.of(depends.group(1).split(",")).filter(name -> !name.isEmpty()).toList()
            : List.of();
    return new KernelModule(
        nameOf(file.getFileName().toString()),
        content,
        dependencies.stream().map(KernelModule::nameOf).toList());
  }

  /// The kernel's name of a module's file.
  static String nameOf(String fileName) {
    return fileName.replaceFirst("\\.ko(\\.xz)?$", "").replace('-', '_');
  }
}
