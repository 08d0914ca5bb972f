package org.deepmem.lab.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.deepmem.files.Sha256;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;
import org.deepmem.lab.qemu.DumpFormat;
import org.deepmem.lab.qemu.RunningMachine;

/// Dumps a virtual machine that is already running, by its QMP socket. It stands still for as long
/// as the dump takes, and nothing in it is changed.
public final class AttachedCapture {
  private AttachedCapture() {}

  /// Takes one dump.
  ///
  /// @param socket QEMU's monitor (`-qmp unix:SOCKET,server=on,wait=off`); QEMU must see the output
  ///   folder under the same path
  /// @param output folder for the dump and its manifest
  /// @param name of the dump, without ending
  /// @throws LabException when nobody answers, QEMU refuses, or a dump of this name is there
  public static CapturedDump run(Path socket, DumpFormat format, Path output, String name)
      throws IOException {
    DumpFiles file = new DumpFiles(output.toAbsolutePath(), name, format.extension());
    if (Files.exists(file.dump())) {
      throw new LabException(file.dump() + ": is there already; give another folder with -o");
    }
    try (Scratch scratch = new Scratch();
        RunningMachine machine = new RunningMachine(socket)) {
      file.write(
          scratch,
          aside -> {
            giveToOwnerOf(socket, aside);
            machine.dump(format, aside);
          });
      Manifest manifest =
          new Manifest(
              file.dump().getFileName().toString(),
              format.extension(),
              Files.size(file.dump()),
              Sha256.of(file.dump()),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              machine.memory() >> 20,
              machine.cpus(),
              machine.qemuVersion(),
              null,
              null,
              null);
      manifest.write(file.manifest());
      return new CapturedDump(file.dump(), file.manifest(), file.guest(), manifest);
    }
  }

  /// Lets a QEMU that isn't root's write a file that is root's and of nobody else.
  private static void giveToOwnerOf(Path socket, Path file) throws IOException {
    if (Files.getOwner(file).getName().equals("root")) {
      Files.setOwner(file, Files.getOwner(socket));
    }
  }
}
