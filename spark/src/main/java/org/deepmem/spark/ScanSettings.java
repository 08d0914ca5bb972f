package org.deepmem.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deepmem.ModelChoice;
import org.deepmem.files.Sha256;
import org.deepmem.model.ModelFile;

/// What decides how dumps are scanned, as a hash for each family: a dump that was scanned by the
/// present settings is done.
final class ScanSettings {
  private static final List<String> FAMILIES =
      List.of("linux-x64", "linux-x86", "windows-x64", "windows-x86");

  private ScanSettings() {}

  /// The settings of all families that the models are for.
  ///
  /// @param symbols files and folders on this machine
  /// @param freed whether freed objects are listed
  static Map<String, String> of(ModelChoice models, List<Path> symbols, boolean freed)
      throws IOException {
    Map<String, String> settings = new HashMap<>();
    List<String> families =
        models.named().isPresent()
            ? List.of(ModelFile.read(models.named().get()).kernelFamily())
            : FAMILIES;
    for (String family : families) {
      MessageDigest digest = Sha256.start();
      for (Path model : models.candidates(family)) {
        add("model " + Sha256.of(model), digest);
      }
      for (Path symbol : symbols) {
        addSymbols(symbol, digest);
      }
      add("freed " + freed, digest);
      settings.put(family, HexFormat.of().formatHex(digest.digest()));
    }
    return settings;
  }

  /// A file by its content; a folder, which may be large, by names and lengths.
  private static void addSymbols(Path path, MessageDigest digest) throws IOException {
    if (!Files.isDirectory(path)) {
      add("symbols " + Sha256.of(path), digest);
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add("symbols %s %d".formatted(path.relativize(file), Files.size(file)), digest);
      }
    }
  }

  private static void add(String line, MessageDigest digest) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
