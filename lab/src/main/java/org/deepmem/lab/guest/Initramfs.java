package org.deepmem.lab.guest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/// The root file system that a kernel unpacks into memory before it runs `/init`: a gzipped `newc`
/// cpio archive (Documentation/driver-api/early-userspace/buffer-format.rst in the kernel).
///
/// Names are kept sorted, so that a folder comes before what is in it and the same content gives
/// the same bytes.
public final class Initramfs {
  private record Entry(long mode, byte[] content) {}

  private final Map<String, Entry> entries = new TreeMap<>();

  /// Adds a folder. The folders above it must be added too.
  Initramfs folder(String path) {
    entries.put(path, new Entry(CpioConstants.C_ISDIR | 0755, new byte[0]));
    return this;
  }

  /// Adds a file.
  Initramfs file(String path, byte[] content) {
    entries.put(path, new Entry(CpioConstants.C_ISREG | 0644, content));
    return this;
  }

  /// Adds a file that can be run.
  Initramfs program(String path, byte[] content) {
    entries.put(path, new Entry(CpioConstants.C_ISREG | 0755, content));
    return this;
  }

  /// Adds a symbolic link.
  Initramfs link(String path, String target) {
    entries.put(
        path, new Entry(CpioConstants.C_ISLNK | 0777, target.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /// Writes the archive.
  public void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
        CpioArchiveOutputStream cpio =
            new CpioArchiveOutputStream(gzip, CpioConstants.FORMAT_NEW)) {
      long inode = 1;
      for (Map.Entry<String, Entry> named : entries.entrySet()) {
        Entry entry = named.getValue();
        CpioArchiveEntry header =
            new CpioArchiveEntry(CpioConstants.FORMAT_NEW, named.getKey(), entry.content().length);
        header.setMode(entry.mode());
        header.setInode(inode++);
        header.setNumberOfLinks(1);
        cpio.putArchiveEntry(header);
        cpio.write(entry.content());
        cpio.closeArchiveEntry();
      }
    }
  }
}
