package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A process of this JDK's that writes a log: a part of a Spark cluster, or the program itself with
/// the JAR that is shipped.
///
/// @param process the operating system's
/// @param log what it writes to both its streams
record SparkProcess(Process process, Path log) implements AutoCloseable {
  private static final Path HOME =
      Path.of(System.getProperty("deepmem.home", "..")).toAbsolutePath().normalize();

  /// What Spark opens of the JDK for itself.
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.util.calendar");

  /// The JAR that spark-submit takes.
  static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("spark/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("deepmem-spark-.*-all\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no JAR: this test runs after the phase package"));
    }
  }

  /// A folder as Spark is installed: its JARs, none of DeepMem's own.
  static Path sparkHome(Path place) throws IOException {
    Path jars = Files.createDirectories(place.resolve("jars"));
    Files.createDirectories(place.resolve("conf"));
    String paths = Files.readString(HOME.resolve("spark/target/spark-classpath.txt")).strip();
    for (String path : paths.split(File.pathSeparator, -1)) {
      Path jar = Path.of(path);
      String name = jar.getFileName().toString();
      if (!name.matches("(picocli|progressbar|aircompressor-v3|jfreechart|batik|datatables).*")) {
        Files.createSymbolicLink(jars.resolve(name), jar);
      }
    }
    return place;
  }

  /// Starts a class.
  ///
  /// @param sparkHome from [#sparkHome]
  /// @param classPath what it runs with
  /// @param heap as for `-Xmx`
  /// @param words name of the class, and its arguments
  static SparkProcess start(
      Path sparkHome, String classPath, String heap, Path log, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(sparkHome.toFile());
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    // Spark's scripts set it; its classes would look for folders of a build.
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_LOCAL_DIRS", sparkHome.resolve("local").toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new SparkProcess(builder.start(), log);
  }

  /// All of Spark's JARs.
  static String jars(Path sparkHome) {
    return sparkHome.resolve("jars") + "/*";
  }

  /// Lines that it has written.
  List<String> lines() throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
  }

  /// Waits until it has written a line.
  String await(Predicate<String> wanted, Duration longest) throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      for (String line : lines()) {
        if (wanted.test(line)) {
          return line;
        }
      }
      assertThat(process.isAlive()).as("alive: %s", lines()).isTrue();
      Thread.sleep(50);
    }
    throw new AssertionError("waited in vain: " + lines());
  }

  /// Waits until it ends.
  ///
  /// @return its exit status
  int end(Duration longest) throws Exception {
    assertThat(process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS))
        .as("ended: %s", lines())
        .isTrue();
    return process.exitValue();
  }

  /// Ends it and all that it started, at once: SIGKILL.
  void kill() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  @Override
  public void close() {
    kill();
  }
}
