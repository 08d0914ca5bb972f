package org.deepmem.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.deepmem.build.BillOfMaterials.Artifact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The list of dependencies in `docs/` is what the build has resolved, byte for byte.
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "x86_64"},
    disabledReason = "elsewhere, OpenBLAS for the measurements is another jar")
class DependenciesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path LIST = ROOT.resolve("docs/dependencies.md");
  private static final Path SHIPPED = ROOT.resolve("target/bom.json");
  private static final Path ALL = ROOT.resolve("target/bom-with-tests.json");

  /// Licences under which an artifact may be used without changing the project's own. Copyleft ones
  /// stand here where the artifact is a library that is linked to and not changed.
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD",
          "Apache-1.1",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "CDDL-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "GPL-2.0-with-classpath-exception",
          "ISC",
          "LGPL-2.1-or-later",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "Unicode-3.0");

  @BeforeEach
  void documents() {
    assumeTrue(
        Files.exists(SHIPPED) && Files.exists(ALL),
        "the bills of materials are made by ./mvnw verify, not by a single module's tests");
  }

  @Test
  void theListIsWhatTheBuildHasResolved() throws IOException {
    String list = list();
    Path renewed = Files.writeString(ROOT.resolve("target/dependencies.md"), list);
    assertThat(Files.readString(LIST))
        .as("if the change is wanted: cp %s docs/", renewed.normalize())
        .isEqualTo(list);
  }

  @Test
  void everyLicenceMayBeUsed() throws IOException {
    for (Artifact artifact : new BillOfMaterials(ALL).artifacts().values()) {
      assertThat(artifact.licences().split(", "))
          .as("%s: one of its licences, for the user to choose", artifact)
          .containsAnyElementsOf(ALLOWED);
    }
  }

  @Test
  void everyArtifactIsPinned() throws IOException {
    Pattern hash = Pattern.compile("[0-9a-f]{64}");
    for (Artifact artifact : new BillOfMaterials(ALL).artifacts().values()) {
      assertThat(artifact.sha256()).as(artifact.name()).matches(hash);
      assertThat(artifact.name()).doesNotContain("SNAPSHOT", "LATEST", "RELEASE", "[", "(");
    }
  }

  private static String list() throws IOException {
    BillOfMaterials shipped = new BillOfMaterials(SHIPPED);
    Set<String> program = shipped.usedBy("deepmem-cli");
    Set<String> fleet = shipped.usedBy("deepmem-spark");
    SortedMap<String, Artifact> others = new TreeMap<>(new BillOfMaterials(ALL).artifacts());
    others.keySet().removeAll(program);
    others.keySet().removeAll(fleet);
    fleet.removeAll(program);
    return """
        # Dependencies

        What the modules use, with licences and SHA-256 of the jars, as in the bill of materials that `./mvnw verify` writes
        (`target/bom.json`, `target/bom.xml`, CycloneDX 1.6). `DependenciesTest` fails where a jar is another one; after a
        wanted change, `cp target/dependencies.md docs/`.

        ## Used by the program

        %s
        ## Used by `deepmem fleet` only

        Apache Spark and what it brings: fetched when the verb is first used, not part of the jar that clusters get.

        %s
        ## Used by tests and measurements only

        %s"""
        .formatted(
            table(chosen(shipped, program)), table(chosen(shipped, fleet)), table(others.values()));
  }

  private static Collection<Artifact> chosen(BillOfMaterials all, Set<String> names) {
    SortedMap<String, Artifact> chosen = new TreeMap<>(all.artifacts());
    chosen.keySet().retainAll(names);
    return chosen.values();
  }

  private static String table(Collection<Artifact> artifacts) {
    StringBuilder table = new StringBuilder("| artifact | licence | SHA-256 |\n|---|---|---|\n");
    for (Artifact artifact : artifacts) {
      table.append(
          "| %s | %s | `%s` |\n"
              .formatted(artifact.name(), artifact.licences(), artifact.sha256()));
    }
    return table.toString();
  }
}
