package org.deepmem.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What this module alone may do, and what it may not.
class ArchitectureTest {
  private static final String HERE = "org.deepmem.spark..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.deepmem");

  @Test
  void onlyThisModuleKnowsSparkAndNothingKnowsIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(HERE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..", HERE)
        .check(CLASSES);
  }

  @Test
  void itKnowsOfTheCommandLineOnlyWhatItImplementsAndStarts() {
    noClasses()
        .that()
        .resideInAPackage(HERE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", "org.deepmem.lab..")
        .check(CLASSES);
  }

  @Test
  void itDoesNotPrintOrEndTheProgram() {
    noClasses().that().resideInAPackage(HERE).should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(HERE)
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
