package org.deepmem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every folder of tables does, seen through the files that it leaves on this machine.
abstract class ResultFolderContract {
  @TempDir Path place;

  /// The folder `place`.
  abstract ResultFolder folder() throws IOException;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    ResultFolder folder = folder();
    folder.makeFolder(ResultFolder.ASIDE);
    folder.makeFolder("dumps");
    folder.replace("dumps/a.parquet", bytes("one"));
    folder.replace("dumps/a.parquet", bytes("two"));

    assertThat(place.resolve("dumps/a.parquet")).hasContent("two");
    assertThat(folder.list("dumps")).containsExactly("a.parquet");
    assertThat(folder.list(ResultFolder.ASIDE)).isEmpty();
  }

  @Test
  void aMoveMakesItsFolder() throws IOException {
    ResultFolder folder = folder();
    folder.makeFolder("_aside");
    folder.write("_aside/x.part", out -> out.write(bytes("rows")));
    folder.move("_aside/x.part", "objects/dump=1/scan=2/objects.parquet");

    assertThat(place.resolve("objects/dump=1/scan=2/objects.parquet")).hasContent("rows");
    assertThat(folder.list("objects")).containsExactly("dump=1");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(place.resolve("objects/dump=1"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(
                    place.resolve("objects/dump=1/scan=2/objects.parquet"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNotThereIsEmptyAndDeleted() throws IOException {
    ResultFolder folder = folder();
    assertThat(folder.list("none")).isEmpty();
    folder.delete("none/at.all");
    folder.makeFolder("objects/dump=1");
    folder.write("objects/dump=1/x", out -> out.write(1));
    folder.delete("objects");
    assertThat(place.resolve("objects")).doesNotExist();
  }
}
