package org.deepmem.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;

/// What only the command line may do, over all modules that it stands on.
class ArchitectureTest {
  private static final String HERE = "org.deepmem.cli..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.deepmem");

  @Test
  void onlyTheCommandLinePrints() {
    noClasses().that().resideOutsideOfPackage(HERE).should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(HERE)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(FileDescriptor.class)
        .check(CLASSES);
  }

  @Test
  void evenThereOneClassHoldsTheStreams() {
    noClasses()
        .that()
        .doNotHaveSimpleName("StandardStreams")
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsItsLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage(HERE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", HERE)
        .check(CLASSES);
  }

  @Test
  void nothingHereKnowsSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(CLASSES);
  }

  @Test
  void nobodyButTheProgramsMainEndsIt() {
    noClasses()
        .that()
        .doNotHaveSimpleName("DeepMemCommand")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }
}
