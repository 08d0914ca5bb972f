package org.deepmem.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that holds the present input, for parsers that take a path.
public final class InputFile {
  private static final Path FILE = create();

  private InputFile() {}

  private static Path create() {
    try {
      Path file = Files.createTempFile("fuzzed", ".input");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the input. A file of its own each time, since the one before may still be mapped.
  public static Path of(byte[] input) throws IOException {
    Files.deleteIfExists(FILE);
    return Files.write(FILE, input);
  }

  /// A file that is written by a parser's writer, as bytes.
  public static byte[] written(Writing writing) throws IOException {
    Path file = Files.createTempFile("seed", ".input");
    try {
      writing.to(file);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  /// Writes a file.
  @FunctionalInterface
  public interface Writing {
    void to(Path file) throws IOException;
  }
}
