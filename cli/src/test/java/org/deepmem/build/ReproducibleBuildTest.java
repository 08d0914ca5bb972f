package org.deepmem.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deepmem.files.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same sources give the same bytes, wherever and whenever they are built.
@Tag("slow")
class ReproducibleBuildTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /// Folders of the project that no build reads.
  private static final Set<String> LEFT_OUT =
      Set.of(".git", "target", "samples", "models", "docs", "demo", "dumps");

  @TempDir Path folder;

  @Test
  void twoBuildsGiveTheSameBytes() throws Exception {
    Path here = copied(folder.resolve("one"));
    Path elsewhere = copied(folder.resolve("another/place, with a longer name"));
    // At once, since each compiles for a minute.
    Process first = build(here, Map.of("TZ", "UTC", "LC_ALL", "C"), "022");
    Process second = build(elsewhere, Map.of("TZ", "Pacific/Apia", "LC_ALL", "tr_TR.UTF-8"), "077");

    SortedMap<String, String> expected = built(here, first);

    assertThat(expected.keySet())
        .as("what is compared")
        .anyMatch(name -> name.matches("core/target/deepmem-core-[^/]*\\.jar"))
        .anyMatch(name -> name.matches("cli/target/deepmem-cli-[^/]*\\.jar"))
        .anyMatch(name -> name.startsWith("cli/target/lib/jackson-databind-"))
        .contains("target/bom.json");
    assertThat(built(elsewhere, second)).isEqualTo(expected);
  }

  private static Process build(Path project, Map<String, String> environment, String mask)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "umask " + mask + "; exec ./mvnw -q verify -DskipTests -Dspotless.check.skip");
    builder.directory(project.toFile()).redirectErrorStream(true);
    builder.redirectOutput(project.resolve("build.log").toFile());
    builder.environment().putAll(environment);
    builder.environment().keySet().removeAll(List.of("MAVEN_CMD_LINE_ARGS", "JAVA_TOOL_OPTIONS"));
    return builder.start();
  }

  /// SHA-256 of everything that a build gives out, by name.
  private static SortedMap<String, String> built(Path project, Process build) throws Exception {
    int status = build.waitFor();
    byte[] log = Files.readAllBytes(project.resolve("build.log"));
    assertThat(status).as(new String(log, StandardCharsets.UTF_8)).isZero();
    SortedMap<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(ReproducibleBuildTest::isGivenOut).toList()) {
        hashes.put(project.relativize(file).toString(), Sha256.of(file));
      }
    }
    return hashes;
  }

  private static boolean isGivenOut(Path file) {
    String name = file.getFileName().toString();
    return file.toString().contains("/target/")
        && (name.endsWith(".jar") || name.startsWith("bom"));
  }

  private static Path copied(Path target) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (isLeftOut(ROOT.relativize(folder))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(ROOT.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target.resolve(ROOT.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }

  private static boolean isLeftOut(Path folder) {
    return folder.getNameCount() <= 2 && LEFT_OUT.contains(folder.getFileName().toString());
  }
}
