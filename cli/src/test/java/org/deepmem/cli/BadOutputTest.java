package org.deepmem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Places where a result can't be written. Nothing half-written stays there.
class BadOutputTest {
  @TempDir Path folder;
  private Path dump = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void samples() throws IOException {
    Samples samples = new Samples(folder);
    dump = samples.dump();
    data = samples.data();
  }

  @Test
  void aFolderThatIsNotThereIsMadeForDumps() throws IOException {
    Path deep = folder.resolve("a/b");
    Run.of("graph", dump, "-o", deep).ok();
    assertThat(deep.resolve("tiny.graph")).exists();
  }

  @Test
  void aModelsFolderMustBeThereBeforeTheWorkBegins() {
    Path model = folder.resolve("none/new.model");
    Run.of("train", "--data", folder.resolve("no-data"), "-o", model)
        .failed(model + ": its folder doesn't exist", "create it")
        .silent();
    Run.of("train", "--data", folder.resolve("no-data"), "-o", folder)
        .failed(folder + ": is a folder; name a file")
        .silent();
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Run.of("graph", dump, "-o", file).failed(file + ": is no folder").silent();
    Run.of("label", dump, "-o", file).failed(file + ": is no folder").silent();
    Path below = file.resolve("deeper");
    Run.of("graph", dump, "-o", below).failed(below + ": can't be made").silent();
    assertThat(file).isEmptyFile();
  }

  @Test
  void aFolderThatTakesNoFilesIsTold() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc), "there is no /proc here");
    Run.of("graph", dump, "-o", proc).failed(proc + "/tiny.graph: ", "folder").silent();
    Run.of("graph", dump, "-o", proc.resolve("deep"))
        .failed(proc + "/deep: can't be made")
        .silent();
  }

  @Test
  void aReadOnlyFolderIsTold() throws IOException {
    Path folder = Files.createDirectory(this.folder.resolve("read-only"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(folder), "this user (root) may write everywhere");
    Path file = folder.resolve("tiny.graph");
    Run.of("graph", dump, "-o", folder).failed(file + ": its folder may not be written").silent();
  }

  @Test
  void twoDumpsOfOneNameAreNotWrittenOverEachOther() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other")).resolve("tiny.elf");
    Run.of("graph", dump, other, "-o", folder.resolve("out"))
        .failed(other.toString(), dump.toString(), "rename one")
        .silent();
  }

  @Test
  void aFullDiskIsToldAndNothingStays() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        Program.status("mount", "-t", "tmpfs", "-o", "size=8k", "none", disk.toString()) == 0,
        "only root may mount a small disk");
    try {
      Files.write(disk.resolve("full"), new byte[8192]);
      Path graph = disk.resolve("tiny.graph");
      Run.of("graph", dump, "-o", disk)
          .failed(graph + ": can't be written: ", "No space left on device", "make room")
          .silent();
      Path model = disk.resolve("new.model");
      Run.of("train", "--data", data, "-o", model, "--steps", "1")
          .failedInTheEnd(model + ": can't be written: ", "No space left on device");
      try (var files = Files.list(disk)) {
        assertThat(files).containsExactly(disk.resolve("full"));
      }
    } finally {
      assertThat(Program.status("umount", disk.toString())).isZero();
    }
  }
}
