package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// The descriptors of a `files_struct`. For one thread.
final class Descriptors {
  private static final int MOST = 1 << 20;

  private final KernelReader kernel;
  private final Field table;
  private final Field limit;
  private final Field array;

  Descriptors(KernelReader kernel) {
    this.kernel = kernel;
    table = Field.of(kernel, "files_struct", "fdt");
    limit = Field.of(kernel, "fdtable", "max_fds");
    array = Field.of(kernel, "fdtable", "fd");
  }

  /// The files that they lead to, in their order; one that a call reserved for the file it waits
  /// for leads to none. Empty where they aren't all in the dump.
  Optional<long[]> files(long files) {
    long descriptors = table.follow(files);
    OptionalLong most = limit.unsigned(descriptors);
    long first = array.follow(descriptors);
    if (most.isEmpty() || first == 0 || most.getAsLong() > MOST) {
      return Optional.empty();
    }
    int word = kernel.wordSize();
    if (!kernel.readable(first, (int) most.getAsLong() * word)) {
      return Optional.empty();
    }
    return Optional.of(
        LongStream.range(0, most.getAsLong())
            .map(i -> kernel.pointer(first + i * word))
            .filter(file -> file != 0)
            .toArray());
  }

  /// How many there may be before the table has to grow.
  Optional<String> limit(long files) {
    return limit.count(table.follow(files));
  }
}
