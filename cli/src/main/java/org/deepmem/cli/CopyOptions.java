package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.files.AsideFile;
import org.deepmem.image.MemoryImage;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.lab.image.WritableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Where a changed copy of a dump goes, with its truth beside it.
@Command
final class CopyOptions {
  private static final int COMPRESSION = 6;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The dump to write; replaced when there, as is the truth beside it.")
  private Path output = Path.of("");

  @Option(
      names = "--format",
      defaultValue = "lime",
      description = "raw, lime or kdump (${DEFAULT-VALUE}).")
  private WritableFormat format = WritableFormat.LIME;

  Path output() {
    return output;
  }

  private Path truth() {
    return output.resolveSibling(DataFolder.stem(output) + DataFolder.TRUTH);
  }

  /// Says early whether both files can be written.
  void check() throws IOException {
    AsideFile.check(output);
    AsideFile.check(truth());
  }

  /// Writes both files, or neither.
  void write(MemoryImage image, AsideFile.Content truth) throws IOException {
    try (AsideFile beside = new AsideFile(truth())) {
      truth.writeTo(beside.path());
      format.writer(PageFilter.ALL, COMPRESSION).write(image, output);
      beside.keep();
    }
  }
}
