package org.deepmem.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM of its own in which Jazzer runs a target, with a small heap and stack, so that a parser
/// that wants more than an input justifies is found out.
final class FuzzProcess {
  private static final List<String> JVM =
      List.of(
          "-Xmx512m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:-OmitStackTraceInFastThrow",
          "-XX:+EnableDynamicAgentLoading",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// Seconds that a single input may take.
  private static final int SLOWEST = 20;

  /// Where all inputs are this short, they may be so long from the start.
  private static final int SHORT = 4096;

  private final String target;
  private final Path folder;

  /// @param folder is made: `corpus`, what was found (`crash-…`, `timeout-…`, `oom-…`)
  FuzzProcess(String target, Path folder) throws IOException {
    this.target = target;
    this.folder = Files.createDirectories(folder.toAbsolutePath());
    Files.createDirectories(corpus());
  }

  Path corpus() {
    return folder.resolve("corpus");
  }

  /// Fuzzes from the corpus, to which new inputs are added, and stops at the first bug.
  ///
  /// @param seconds to fuzz for
  ProcessBuilder fuzz(long seconds) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-max_total_time=" + seconds);
    arguments.add("-timeout=" + SLOWEST);
    arguments.add("-max_len=" + FuzzTargets.of(target).longest());
    if (FuzzTargets.of(target).longest() <= SHORT) {
      arguments.add("-len_control=0");
    }
    arguments.add("-print_final_stats=1");
    arguments.add(corpus().toString());
    return jazzer(arguments);
  }

  /// Copies into a folder the fewest inputs of the corpus that reach all that it reaches.
  ProcessBuilder merge(Path chosen) {
    return jazzer(
        List.of(
            "-merge=1",
            "-timeout=" + SLOWEST,
            "-max_len=" + FuzzTargets.of(target).longest(),
            chosen.toString(),
            corpus().toString()));
  }

  private ProcessBuilder jazzer(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.add("-D" + JazzerEntry.TARGET + "=" + target);
    command.add("-D" + FuzzModule.FOLDER + "=" + FuzzModule.folder());
    command.add("-Djava.io.tmpdir=" + temporary());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + JazzerEntry.class.getName());
    command.add("--instrumentation_includes=org.deepmem.**");
    command.add("--instrumentation_excludes=org.deepmem.fuzz.**");
    command.add("--custom_hook_includes=org.deepmem.**");
    command.add("--reproducer_path=" + folder);
    command.add("-rss_limit_mb=2048");
    command.add("-artifact_prefix=" + folder + "/");
    command.addAll(arguments);
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
  }

  /// A folder in memory, where there is one: some targets write each input into a file.
  private static Path temporary() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }
}
