package org.deepmem.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Names of unfinished files, and of folders for a while: `.NAME.HOST-PID.` and something random.
/// By the program that they name, a later run knows what one that was killed has left.
public final class PartNames {
  /// Characters kept of a file's name, which may be as long as a file system allows.
  private static final int NAME = 100;

  /// And of the machine's, since paths of sockets must be short.
  private static final int HOST_NAME = 24;

  /// The machine's name; empty where it isn't known, and nothing is taken for abandoned.
  private static final String HOST = host();

  private PartNames() {}

  /// How they start in this program.
  ///
  /// @param name of the file
  public static String prefix(String name) {
    return "%s%s-%d.".formatted(start(name), HOST, ProcessHandle.current().pid());
  }

  /// What killed programs of this machine have left of a file.
  ///
  /// @param folder where it should have gone
  /// @param name of the file
  public static List<Path> abandoned(Path folder, String name) throws IOException {
    List<Path> abandoned = new ArrayList<>();
    String start = undotted(start(name));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> startsWith(file, start))) {
      for (Path file : files) {
        OptionalLong pid = pid(undotted(file.getFileName().toString()).substring(start.length()));
        if (pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isEmpty()) {
          abandoned.add(file);
        }
      }
    }
    return abandoned;
  }

  private static boolean startsWith(Path file, String start) {
    return undotted(file.getFileName().toString()).startsWith(start);
  }

  /// An unfinished file that is itself written aside has two dots, and is known by the first name.
  private static String undotted(String name) {
    return name.replaceFirst("^\\.+", "");
  }

  /// The process, if it is one of this host.
  ///
  /// @param rest of a name, from the host on
  private static OptionalLong pid(String rest) {
    int end = rest.indexOf('.');
    if (HOST.isEmpty() || end < 0 || !rest.startsWith(HOST + "-")) {
      return OptionalLong.empty();
    }
    String digits = rest.substring(HOST.length() + 1, end);
    return digits.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  private static String start(String name) {
    return "." + (name.length() > NAME ? name.substring(0, NAME) : name) + ".";
  }

  private static String host() {
    try {
      String name = Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8);
      String host = name.replaceAll("[^A-Za-z0-9]", "");
      return host.length() > HOST_NAME ? host.substring(0, HOST_NAME) : host;
    } catch (IOException e) {
      return ""; // no Linux
    }
  }
}
