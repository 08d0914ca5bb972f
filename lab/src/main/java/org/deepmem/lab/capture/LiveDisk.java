package org.deepmem.lab.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.PhysicalRun;
import org.deepmem.lab.LabException;
import org.deepmem.lab.image.LimeImageWriter;

/// What a guest wrote to the disk of its live dump (`live.c` among the resources of the package
/// `guest`): a block of 4096 bytes with the ranges, their pages, and a block that says that all is
/// there. Numbers are little-endian, of 64 bits:
///
/// | block | holds |
/// |---|---|
/// | first | `DMLIVE01`, a number of this copy's own, count of ranges, for each its first address and the one after its last |
/// | last | `DMLIVEND`, the same number |
final class LiveDisk implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final int FIRST_RANGE = 24;
  private static final long BEGIN = magic("DMLIVE01");
  private static final long END = magic("DMLIVEND");

  /// No x86 processor addresses more.
  private static final long ADDRESS_LIMIT = 1L << 52;

  private final Path file;
  private final FileChannel channel;
  private final List<PhysicalRun> ranges = new ArrayList<>();

  /// Opens the disk's file and checks that a whole copy is on it.
  ///
  /// @throws LabException when it is not, with one line that says what is wrong
  LiveDisk(Path file) throws IOException {
    this.file = file;
    channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      check();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// The memory that is on the disk, by ascending address.
  List<PhysicalRun> ranges() {
    return List.copyOf(ranges);
  }

  /// Writes the memory as LiME does.
  void writeLime(Path target) throws IOException {
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long from = BLOCK;
      for (PhysicalRun range : ranges) {
        for (ByteBuffer header = LimeImageWriter.header(range.start(), range.end());
            header.hasRemaining(); ) {
          out.write(header);
        }
        for (long end = from + range.length(); from < end; ) {
          long moved = channel.transferTo(from, end - from, out);
          if (moved <= 0) {
            throw new EOFException(file + ": got shorter while it was read");
          }
          from += moved;
        }
      }
    }
  }

  private void check() throws IOException {
    ByteBuffer first = block(0);
    if (first.getLong(0) != BEGIN) {
      throw damaged(0, "the guest wrote no copy of its memory");
    }
    long count = first.getLong(16);
    if (count < 1 || count > (BLOCK - FIRST_RANGE) / 16) {
      throw damaged(16, "%d ranges of memory".formatted(count));
    }
    long at = BLOCK;
    long lowest = 0;
    for (int range = 0; range < count; range++) {
      int field = FIRST_RANGE + range * 16;
      long start = first.getLong(field);
      long end = first.getLong(field + 8);
      if (start < lowest || end <= start || end > ADDRESS_LIMIT || (start | end) % BLOCK != 0) {
        throw damaged(field, "a range of memory from 0x%x to 0x%x".formatted(start, end));
      }
      ranges.add(new PhysicalRun(start, end - start));
      lowest = end;
      at += end - start;
    }
    ByteBuffer last = block(at);
    if (last.getLong(0) != END || last.getLong(8) != first.getLong(8)) {
      throw damaged(at, "the copy has no end, so it is not whole");
    }
  }

  private ByteBuffer block(long at) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    while (block.hasRemaining()) {
      if (channel.read(block, at + block.position()) < 0) {
        throw damaged(at + block.position(), "the disk ends here");
      }
    }
    return block;
  }

  private LabException damaged(long offset, String reason) {
    return new LabException(
        "%s: live dump damaged at offset 0x%x: %s; capture again".formatted(file, offset, reason));
  }

  private static long magic(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
