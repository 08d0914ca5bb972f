package org.deepmem.lab.synthesis.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// The kernel's symbols, from the resource `kernel.symbols`: variables laid out in .data, functions
/// in .text. Offsets count from the kernel's base.
final class KernelSymbols {
  private static final String RESOURCE = "kernel.symbols";
  private static final int ALIGNMENT = 16;
  private static final int PAGE_OF_PROCESSOR = 0x100;

  private final WindowsSystem system;
  private final StructurePaths paths;
  private final Map<String, Integer> data = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final Map<String, Integer> code = new LinkedHashMap<>();
  private final Map<String, Integer> exports = new LinkedHashMap<>();
  private final List<String[]> lines = new ArrayList<>();

  KernelSymbols(WindowsSystem system, StructurePaths paths) {
    this.system = system;
    this.paths = paths;
    for (String line : text().lines().toList()) {
      String[] words = line.split(" ");
      if (!line.isBlank() && !line.startsWith("#") && applies(words[words.length - 1])) {
        lines.add(words);
      }
    }
  }

  private static String text() {
    try (InputStream in = KernelSymbols.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the program lacks its resource " + RESOURCE + "; install it anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean applies(String last) {
    return switch (last) {
      case "7" -> !system.segmentHeap();
      case "10" -> system.segmentHeap();
      default -> true;
    };
  }

  /// Lays variables out in a section, random gaps between them.
  void placeData(PeSection section, SeededRandom random) {
    int at = section.start() + 0x40;
    for (String[] words : lines) {
      if (!words[0].equals("data")) {
        continue;
      }
      int size = size(words[2]);
      int alignment = size > 0x800 ? PAGE_OF_PROCESSOR : ALIGNMENT;
      at = (at + alignment - 1) / alignment * alignment;
      put(data, words, at);
      sizes.put(words[1], size);
      at += size + (random.nextInt(4) == 0 ? 8 * random.nextInt(64) : 0);
    }
    if (at > section.end()) {
      throw new IllegalArgumentException(
          "the kernel's data need %d bytes, its image has %d: give it a larger size"
              .formatted(at - section.start(), section.size()));
    }
  }

  /// Gives functions of the image their names.
  void placeCode(CodeMap functions, PeSection text) {
    int last = 0;
    while (last < functions.count() && functions.start(last) < text.end()) {
      last++;
    }
    long names = lines.stream().filter(words -> words[0].equals("code")).count();
    int i = 0;
    for (String[] words : lines) {
      if (words[0].equals("code")) {
        put(code, words, functions.start((int) (last * (2 * i++ + 1L) / (2 * names))));
      }
    }
  }

  private void put(Map<String, Integer> to, String[] words, int offset) {
    to.put(words[1], offset);
    if (List.of(words).contains("export")) {
      exports.put(words[1], offset);
    }
  }

  private int size(String text) {
    if (text.startsWith(":")) {
      return paths.size(text.substring(1));
    }
    int digits = text.length() - 1;
    return switch (text.charAt(digits)) {
      case 'w' -> Integer.parseInt(text.substring(0, digits)) * system.wordSize();
      default -> Integer.decode(text);
    };
  }

  boolean has(String name) {
    return data.containsKey(name) || code.containsKey(name);
  }

  /// Offset of a symbol.
  ///
  /// @throws IllegalArgumentException when there is none of that name
  int offset(String name) {
    Integer offset = data.getOrDefault(name, code.get(name));
    if (offset == null) {
      throw new IllegalArgumentException(
          "the synthesised kernel has no symbol %s; add it to %s".formatted(name, RESOURCE));
    }
    return offset;
  }

  /// Bytes of a variable.
  int dataSize(String name) {
    return sizes.getOrDefault(name, 0);
  }

  Map<String, Integer> data() {
    return data;
  }

  Map<String, Integer> code() {
    return code;
  }

  /// Exported names.
  Map<String, Integer> exports() {
    return exports;
  }
}
