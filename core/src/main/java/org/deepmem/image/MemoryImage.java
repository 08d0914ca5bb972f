package org.deepmem.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// Physical memory as a dump recorded it. All addresses are physical, in bytes from the start of
/// the machine's memory.
///
/// Memory may have holes: device memory, or pages that the format left out. A hole is not an error:
/// [#read] says how much it could give. Images are safe for use by several threads.
public interface MemoryImage extends AutoCloseable {
  /// Bytes in a page frame, the unit in which memory is present or absent.
  int PAGE = 4096;

  /// The file that the image was opened from.
  Path path();

  /// The format found in the file.
  ImageFormat format();

  /// The present memory: sorted by address, disjoint, adjacent runs merged.
  List<PhysicalRun> runs();

  /// What the file's headers say beside the bytes.
  ImageNotes notes();

  /// Copies bytes from memory, up to the first absent one.
  ///
  /// @param physicalAddress address of the first byte; any value is allowed
  /// @param target receives the bytes
  /// @param offset index in `target` of the first byte received
  /// @param length number of bytes wanted
  /// @return how many bytes were copied: `length`, fewer where a hole begins, 0 when the first byte
  ///   is absent
  /// @throws UncheckedIOException when the file was cut short meanwhile, or its disk fails
  int read(long physicalAddress, byte[] target, int offset, int length);

  /// Physical address after the last present byte; 0 when no byte is present.
  default long end() {
    return runs().isEmpty() ? 0 : runs().getLast().end();
  }

  /// Number of present bytes.
  default long presentBytes() {
    return runs().stream().mapToLong(PhysicalRun::length).sum();
  }

  /// What the file lists as present but can't give, as far as it was met so far: a cut-off file's
  /// is known from the start, a corrupt compressed page's once it was read. Lost pages read as
  /// holes.
  default Damage damage() {
    return Damage.NONE;
  }

  /// Checks that the file is still as it was when it was opened. What was read of a file that was
  /// being written is neither its old nor its new content.
  ///
  /// @throws IOException when it isn't
  default void checkUnchanged() throws IOException {}

  @Override
  void close();
}
