package org.deepmem.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.Dump;
import org.deepmem.lab.LabException;
import org.deepmem.lab.image.LimeImageWriter;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.lab.image.TiledImage;
import org.deepmem.paging.X64AddressSpace;

/// Writes a large dump, made of copies of a small one ([TiledImage]), in LiME's format.
///
/// Arguments: the dump of a 64-bit Linux, how often its memory is repeated, the file to write.
public final class TiledDump {
  private TiledDump() {}

  /// Writes the dump.
  public static void main(String[] arguments) throws IOException, LabException {
    Path target = Path.of(arguments[2]);
    int copies = Integer.parseInt(arguments[1]) - 1;
    try (Dump dump = Dump.open(Path.of(arguments[0]))) {
      TiledImage tiled = new TiledImage((X64AddressSpace) dump.space(), copies);
      long bytes = new LimeImageWriter(PageFilter.ALL).write(tiled, target);
      System.out.printf("%s: %,d MB of memory%n", target, bytes >> 20);
    }
  }
}
