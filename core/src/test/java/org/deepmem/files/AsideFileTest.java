package org.deepmem.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideFileTest {
  @TempDir Path folder;

  @Test
  void aWholeFileReplacesTheOld() throws IOException {
    Path place = Files.writeString(folder.resolve("file"), "old");
    AsideFile.write(
        place,
        aside -> {
          Files.writeString(aside, "new");
          assertThat(place).hasContent("old");
        });
    assertThat(place).hasContent("new");
    onlyThePlaceIsThere(place);
  }

  @Test
  void aFailureKeepsTheOldAndNamesThePlace() throws IOException {
    Path place = Files.writeString(folder.resolve("file"), "old");
    IOException full = new IOException("No space left on device");
    assertThatThrownBy(
            () ->
                AsideFile.write(
                    place,
                    aside -> {
                      Files.writeString(aside, "half");
                      throw full;
                    }))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(place + ": can't be written: No space left on device; ")
        .hasCause(full);
    assertThat(place).hasContent("old");
    onlyThePlaceIsThere(place);
  }

  @Test
  void whatIsNotKeptIsDeleted() throws IOException {
    Path place = folder.resolve("file");
    try (AsideFile aside = new AsideFile(place)) {
      Files.writeString(aside.path(), "half");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatAKilledProgramHasLeftIsDeletedByTheNextOne() throws Exception {
    Path place = folder.resolve("file");
    Path left;
    Path mine;
    try (AsideFile aside = new AsideFile(place)) {
      mine = aside.path();
      String name = mine.getFileName().toString();
      Process gone = new ProcessBuilder("true").start();
      gone.waitFor();
      String owner = "-" + ProcessHandle.current().pid() + ".";
      assertThat(name).contains(owner);
      left = Files.createFile(folder.resolve(name.replace(owner, "-" + gone.pid() + ".")));
      Path ofAnotherHost = folder.resolve(name.replace(".file.", ".file.elsewhere"));
      Files.createFile(ofAnotherHost);
      Path ofAPart = Files.createFile(folder.resolve("." + left.getFileName() + ".x.part"));

      AsideFile.write(place, whole -> Files.writeString(whole, "whole"));

      assertThat(left).doesNotExist();
      assertThat(ofAPart).as("itself written aside").doesNotExist();
      assertThat(mine).as("of a program that goes on").exists();
      assertThat(ofAnotherHost).exists();
      Files.delete(ofAnotherHost);
    }
    onlyThePlaceIsThere(place);
  }

  @Test
  void aPlaceThatCanTakeNoFileIsToldAtOnce() {
    assertThatThrownBy(() -> AsideFile.check(folder.resolve("none/file")))
        .hasMessageContaining("its folder doesn't exist; create it");
    assertThatThrownBy(() -> AsideFile.check(folder)).hasMessageContaining("is a folder");
  }

  private void onlyThePlaceIsThere(Path place) throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(place);
    }
  }
}
