package org.deepmem.symbols;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Layouts of Windows kernels that come with DeepMem: only the structures that a search for kernel
/// objects uses, and no symbols. A kernel's own ISF file knows more. Safe for use by several
/// threads.
public final class WindowsLayouts {
  private static final String FOLDER = "windows/";

  private static final Map<String, String> TITLES =
      Map.of(
          "win7sp1x86", "Windows 7 SP1 x86 (7601)",
          "win7sp1x64", "Windows 7 SP1 x64 (7601)",
          "win10x64", "Windows 10 x64 (19041)");

  private static final Map<String, LayoutText> READ = new ConcurrentHashMap<>();

  private WindowsLayouts() {}

  /// The systems whose layouts are built in, in the order in which they came out.
  public static List<String> systems() {
    return List.of("win7sp1x86", "win7sp1x64", "win10x64");
  }

  /// Layouts of a system, with the kernel debugger data block's (`_KDDEBUGGER_DATA64`) among them.
  ///
  /// @param system one of [#systems]
  public static Optional<TypeTable> of(String system) {
    return TITLES.containsKey(system)
        ? Optional.of(READ.computeIfAbsent(system, WindowsLayouts::read))
        : Optional.empty();
  }

  /// Layouts that fit a kernel, where they are built in: build 7601 of both word sizes, and the
  /// 64-bit builds 19041 to 19045, one code base whose later builds are enabled by a switch.
  /// Updates of a build may still move members that no object type is recognised by.
  ///
  /// @param build number, without the bits that mark a free or checked kernel
  /// @param wordSize bytes of a pointer
  public static Optional<TypeTable> forBuild(int build, int wordSize) {
    if (build == 7601) {
      return of(wordSize == 4 ? "win7sp1x86" : "win7sp1x64");
    }
    return build >= 19041 && build <= 19045 && wordSize == 8 ? of("win10x64") : Optional.empty();
  }

  /// Every structure that is built in for a system, by name.
  ///
  /// @throws IllegalArgumentException when there is no such system
  public static List<StructLayout> structures(String system) {
    if (of(system).isEmpty()) {
      throw new IllegalArgumentException("no layouts are built in for " + system);
    }
    return READ.computeIfAbsent(system, WindowsLayouts::read).structures();
  }

  private static LayoutText read(String system) {
    try {
      String text = resource(system) + resource("kdbg");
      return LayoutText.parse("built-in layout of " + TITLES.get(system), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = WindowsLayouts.class.getResourceAsStream(FOLDER + name + ".layout")) {
      if (in == null) {
        throw new IOException("the program lacks its layout " + name + "; install it anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
