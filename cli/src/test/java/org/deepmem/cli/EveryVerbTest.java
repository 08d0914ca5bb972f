package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What all verbs together do to the machine, seen from outside: whom the files that they make are
/// open to, and that they get along without any network.
@Timeout(600)
final class EveryVerbTest {
  @TempDir private static Path folder;

  /// Says what needs root: a namespace of its own, else one in which this user is root.
  private static final List<List<String>> NAMESPACES =
      List.of(List.of("unshare", "-n"), List.of("unshare", "-r", "-n"));

  private static final List<String> STRACE =
      List.of(
          "strace",
          "-f",
          "--seccomp-bpf",
          "-qq",
          "-e",
          "signal=none",
          "-e",
          "trace=connect,bind,listen,sendto,sendmsg",
          "-o");

  /// Under the most generous umask that there is.
  @BeforeAll
  static void runAll() throws Exception {
    all("free", List.of("sh", "-c", "umask 000 && exec \"$@\"", "sh"));
  }

  private static void all(String name, List<String> before) throws Exception {
    Path work = folder.resolve(name).resolve("work");
    Path said = folder.resolve(name).resolve("said");
    Files.createDirectories(work);
    Files.createDirectories(said);
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "-Ddeepmem.home=" + System.getProperty("deepmem.home", ""),
            "-cp",
            System.getProperty("java.class.path"),
            EveryVerb.class.getName(),
            work.toString(),
            said.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void whatIsWrittenIsItsOwnersOnly() throws IOException {
    Path work = folder.resolve("free/work");
    Map<String, String> open = new TreeMap<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(work)) {
      for (Path path : all.filter(path -> !path.equals(work)).toList()) {
        String is = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        if (!is.equals(Files.isDirectory(path) ? "rwx------" : "rw-------")) {
          open.put(work.relativize(path).toString(), is);
        }
        files++;
      }
    }
    assertThat(open).isEmpty();
    assertThat(files).as("files and folders").isGreaterThan(30);
  }

  @Test
  void noVerbNeedsANetwork() throws Exception {
    List<String> alone = new ArrayList<>();
    for (List<String> namespace : NAMESPACES) {
      if (alone.isEmpty() && succeeds(namespace, "true")) {
        alone.addAll(namespace);
      }
    }
    assumeTrue(!alone.isEmpty(), "no network namespace of one's own here (unshare -n)");

    Path trace = folder.resolve("sockets");
    List<String> traced = new ArrayList<>(STRACE);
    traced.add(trace.toString());
    boolean watched = succeeds(traced, "true");
    if (watched) {
      alone.addAll(traced);
    }
    all("alone", alone);

    assertThat(contents("alone")).containsExactlyEntriesOf(contents("free"));
    assumeTrue(watched, "sockets aren't watched: no strace here, or it may not trace");
    // The JDK itself opens a socket each of IPv4 and IPv6 to see if it could; nothing uses them.
    assertThat(Files.readString(trace)).doesNotContain("AF_INET", "AF_PACKET", "AF_NETLINK");
  }

  private static boolean succeeds(List<String> command, String more) throws Exception {
    List<String> words = new ArrayList<>(command);
    words.add(more);
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // not installed
    }
  }

  /// Everything that was written and said, without what differs from run to run: where it lies and
  /// when it was made. Pages and Parquet files hold the same objects, compressed, so that their
  /// names must do.
  private static Map<String, String> contents(String name) throws IOException {
    Path all = folder.resolve(name);
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(all)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean compressed = file.endsWith("page.html") || file.endsWith("parquet");
        String text =
            compressed
                ? ""
                : Files.readString(file, StandardCharsets.ISO_8859_1)
                    .replace(all.toString(), "FOLDER")
                    .replaceAll("(\"scanned\" ?: ?)\"[^\"]*\"", "$1")
                    .replaceAll("(\"seconds\" ?: ?)[0-9.]+", "$1")
                    .replaceAll("[0-9.]+ ?(s|ms|min)\\b", "TIME");
        contents.put(all.relativize(file).toString(), Integer.toHexString(text.hashCode()));
      }
    }
    return contents;
  }
}
