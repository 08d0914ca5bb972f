package org.deepmem.lab.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.files.Sha256;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.Tool;

/// The program that runs inside the guest: it drives the workload and says what the guest knows.
/// Its C source is among this package's resources; it is compiled once and kept in the cache by the
/// source's hash.
public final class GuestAgent {
  private static final List<String> SOURCES =
      List.of(
          "agent.h",
          "agent.c",
          "events.c",
          "files.c",
          "hide.c",
          "identity.c",
          "live.c",
          "memory.c",
          "modules.c",
          "observe.c",
          "pause.c",
          "processes.c",
          "random.c",
          "server.c",
          "sockets.c",
          "waiting.c");

  private GuestAgent() {}

  /// The compiled program, linked statically.
  ///
  /// @param guest what it is made from; its cache keeps it between runs
  static byte[] program(GuestPrograms guest) throws IOException {
    Map<String, byte[]> sources = new LinkedHashMap<>();
    var hash = Sha256.start();
    for (String name : SOURCES) {
      byte[] source = resource(name);
      sources.put(name, source);
      hash.update(source);
    }
    String key = HexFormat.of().formatHex(hash.digest(), 0, 8);
    String name = "agent-%s-%s".formatted(guest.architecture().debianName(), key);
    Path program = guest.cache().resolve("agents").resolve(name);
    if (!Files.exists(program)) {
      compile(sources, guest.compilerOptions(), program);
    }
    return Files.readAllBytes(program);
  }

  private static void compile(Map<String, byte[]> sources, List<String> options, Path program)
      throws IOException {
    Files.createDirectories(program.getParent());
    try (Scratch scratch = new Scratch()) {
      List<String> arguments =
          new ArrayList<>(
              List.of("-static", "-O2", "-Wall", "-Wno-unused-result", "-pthread", "-o", "agent"));
      arguments.addAll(options);
      for (Map.Entry<String, byte[]> source : sources.entrySet()) {
        Files.write(scratch.folder().resolve(source.getKey()), source.getValue());
        if (source.getKey().endsWith(".c")) {
          arguments.add(source.getKey());
        }
      }
      arguments.add("-lrt");
      Tool.GCC.run(scratch.folder(), Map.of(), arguments);
      Path aside = Files.createTempFile(program.getParent(), ".agent", "");
      Files.copy(scratch.folder().resolve("agent"), aside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(aside, program, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// A file of this package's resources.
  static byte[] resource(String name) throws IOException {
    try (InputStream in = GuestAgent.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LabException("the program is incomplete: its resource " + name + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
