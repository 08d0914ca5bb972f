package org.deepmem.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// The kept inputs of a target: `corpus/TARGET.zip` of this module. Entries under `bug/` once broke
/// the parser and stay; those under `seen/` are the fewest that reach what was ever reached, and
/// are chosen anew ([FuzzCommand]). The same entries give the same zip.
final class Corpus {
  /// Bytes of the inputs under `seen/`, compressed.
  private static final long MOST_BYTES = 40 << 10;

  private static final int ENTRY = 170;

  static final String BUG = "bug/";
  static final String SEEN = "seen/";

  private final Path zip;

  /// @param module folder of the module
  Corpus(Path module, String target) {
    zip = module.resolve("corpus").resolve(target + ".zip");
  }

  /// The inputs by the names of their entries; none where nothing was kept yet.
  Map<String, byte[]> inputs() throws IOException {
    Map<String, byte[]> inputs = new TreeMap<>();
    if (!Files.exists(zip)) {
      return inputs;
    }
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        inputs.put(entry.getName(), in.readAllBytes());
      }
    }
    return inputs;
  }

  /// Replaces all inputs.
  void write(Map<String, byte[]> inputs) throws IOException {
    Files.createDirectories(zip.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.setLevel(9);
      for (Map.Entry<String, byte[]> input : new TreeMap<>(inputs).entrySet()) {
        ZipEntry entry = new ZipEntry(input.getKey());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        out.putNextEntry(entry);
        out.write(input.getValue());
        out.closeEntry();
      }
    }
  }

  /// Copies all inputs, and a target's seeds, into a folder of files.
  void unpack(FuzzTarget target, Path folder) throws Exception {
    Files.createDirectories(folder);
    for (byte[] input : inputs().values()) {
      Files.write(folder.resolve(name(input)), input);
    }
    for (byte[] seed : target.seeds()) {
      Files.write(folder.resolve(name(seed)), seed);
    }
  }

  /// Replaces what is kept under `seen/` by the files of a folder, the smallest first, as far as
  /// there is room.
  void replaceSeen(Path folder) throws IOException {
    List<byte[]> chosen = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        chosen.add(Files.readAllBytes(file));
      }
    }
    chosen.sort(
        Comparator.comparingInt((byte[] input) -> input.length).thenComparing(Corpus::name));
    Map<String, byte[]> inputs = inputs();
    inputs.keySet().removeIf(name -> name.startsWith(SEEN));
    long room = MOST_BYTES;
    for (byte[] input : chosen) {
      room -= deflated(input);
      if (room >= 0) {
        inputs.put(SEEN + name(input), input);
      }
    }
    write(inputs);
  }

  /// Bytes that an input takes in the zip, with its two entries of the folder.
  private static int deflated(byte[] input) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(input);
    deflater.finish();
    int size = 0;
    for (byte[] part = new byte[4096]; !deflater.finished(); ) {
      size += deflater.deflate(part);
    }
    deflater.end();
    return size + ENTRY;
  }

  /// Adds an input that broke the parser.
  void addBug(String name, byte[] input) throws IOException {
    Map<String, byte[]> inputs = inputs();
    inputs.put(BUG + name, input);
    write(inputs);
  }

  private static String name(byte[] input) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(input);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
