package org.deepmem.lab.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deepmem.files.OwnerOnly;
import org.deepmem.lab.LabException;
import org.deepmem.lab.Scratch;

/// Names of the files of one dump in the output folder. Dump and manifest are written aside first;
/// the manifest comes last, so that where it is, all is.
record DumpFiles(Path output, String name, String extension) {
  Path dump() {
    return output.resolve(name + "." + extension);
  }

  Path truth() {
    return output.resolve(name + ".truth.jsonl");
  }

  Path manifest() {
    return output.resolve(name + ".manifest.json");
  }

  Path guest() {
    return output.resolve(name + ".guest");
  }

  Path aside() {
    return output.resolve("." + name + ".part");
  }

  /// Writes the dump.
  void write(Scratch scratch, Writing writing) throws IOException {
    OwnerOnly.folder(output);
    Files.deleteIfExists(aside());
    scratch.atEnd(() -> aside().toFile().delete());
    writing.to(OwnerOnly.file(aside()));
    if (Files.size(aside()) == 0) {
      throw new LabException(
          "QEMU says that it wrote %s, but nothing is in it: it must run on this machine and see"
                  .formatted(aside())
              + " the same folders");
    }
    OwnerOnly.restrict(aside());
    Files.move(aside(), dump(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Whatever writes a dump, into an empty file that only its owner may read.
  interface Writing {
    void to(Path file) throws IOException;
  }
}
