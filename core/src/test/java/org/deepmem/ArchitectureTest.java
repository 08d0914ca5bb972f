package org.deepmem;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The house's rules: packages in the order of the flow, and what only one place may do.
class ArchitectureTest {
  /// Each package may use those before it only. `nn` knows nothing of memory: it uses none but
  /// itself.
  private static final List<String> FLOW =
      List.of(
          "files",
          "tensors",
          "image",
          "paging",
          "symbols",
          "kernel",
          "graph",
          "label",
          "nn",
          "model",
          "training",
          "detection",
          "evaluation",
          "finding",
          "report");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.deepmem");

  @Test
  void packagesFollowTheFlow() {
    for (int i = 0; i < FLOW.size(); i++) {
      List<String> later = new ArrayList<>(FLOW.subList(i + 1, FLOW.size()));
      if (!later.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage("org.deepmem." + FLOW.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                later.stream().map(name -> "org.deepmem." + name + "..").toArray(String[]::new))
            .because("packages are in the order of the flow: " + FLOW)
            .check(CLASSES);
      }
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.deepmem.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theNetworkKnowsNothingOfMemory() {
    noClasses()
        .that()
        .resideInAPackage("org.deepmem.nn..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deepmem.image..", "org.deepmem.graph..", "org.deepmem.label..")
        .check(CLASSES);
  }

  @Test
  void theGraphNeedsNoSymbolsOrLabels() {
    noClasses()
        .that()
        .resideInAPackage("org.deepmem.graph..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deepmem.symbols..", "org.deepmem.kernel..", "org.deepmem.label..")
        .check(CLASSES);
  }

  @Test
  void onlyImagesAndTensorFilesAreMapped() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.deepmem.image..", "org.deepmem.tensors..")
        .should()
        .callMethod(
            FileChannel.class,
            "map",
            FileChannel.MapMode.class,
            long.class,
            long.class,
            Arena.class)
        .check(CLASSES);
  }

  @Test
  void onlyOneClassUsesTheVectorApi() {
    noClasses()
        .that()
        .haveNameNotMatching("org\\.deepmem\\.nn\\.VectorKernels.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CLASSES);
  }

  @Test
  void theLibraryDoesNotPrint() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }
}
