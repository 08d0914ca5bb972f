package org.deepmem.lab.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Formats in which QEMU writes a guest's memory.
public enum DumpFormat {
  /// ELF core by physical address, with the registers of every CPU.
  ELF("elf"),
  /// kdump, compressed with zlib, in the flattened form.
  KDUMP("kdump"),
  /// Physical memory from address 0, and nothing else.
  RAW("raw");

  private final String extension;

  DumpFormat(String extension) {
    this.extension = extension;
  }

  /// Ending of such a file's name.
  public String extension() {
    return extension;
  }

  /// Writes the memory of the machine behind `qmp`, which should be stopped.
  ///
  /// @param file absolute path; QEMU itself opens it
  void write(QmpClient qmp, Path file) throws IOException {
    switch (this) {
      case ELF ->
          qmp.execute("dump-guest-memory", Map.of("paging", false, "protocol", "file:" + file));
      case KDUMP ->
          qmp.execute(
              "dump-guest-memory",
              Map.of("paging", false, "protocol", "file:" + file, "format", "kdump-zlib"));
      case RAW -> {
        long size = qmp.execute("query-memory-size-summary", Map.of()).path("base-memory").asLong();
        if (size > RAW_LIMIT) {
          throw new QmpException(
              "raw has no room for the hole below 4 GiB that %d MiB of memory have: take elf"
                  .formatted(size >> 20));
        }
        qmp.execute("pmemsave", Map.of("val", 0, "size", size, "filename", file.toString()));
      }
    }
  }

  /// QEMU's PC splits memory around a hole when it is larger than this; 2 GiB is the smallest of
  /// the limits that its machine types have.
  private static final long RAW_LIMIT = 2L << 30;
}
