package org.deepmem.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Which pages a kdump file holds and where: the second bitmap (frames that were dumped) and the
/// page descriptors, one for each of its frames in ascending order.
///
/// @param dumped frames that have a descriptor
/// @param readable those whose descriptor leads to bytes in the file
/// @param descriptorOffset file offset of the first descriptor
record KdumpPages(PageBitmap dumped, PageBitmap readable, long descriptorOffset) {
  /// Offset (8 bytes), size (4), flags (4), page flags (8).
  static final int DESCRIPTOR = 24;

  /// Descriptors looked at in one go.
  private static final int BATCH = 4096;

  /// Where a page's bytes lie.
  ///
  /// @param offset file offset
  /// @param size bytes, as stored
  /// @param flags how it is compressed, see [PageCodec]
  record Descriptor(long offset, int size, int flags) {}

  /// Reads the bitmap and checks every descriptor, so that pages cut off are known from the start.
  static KdumpPages read(ImageFile file, KdumpHeader header, DamageLog damage)
      throws MalformedImageException {
    long[] words =
        PageBitmap.words(file, header.bitmapOffset() + header.bitmapBytes(), header.frames());
    PageBitmap dumped = new PageBitmap(words);
    long[] readable = words.clone();
    ByteBuffer batch = ByteBuffer.allocate(BATCH * DESCRIPTOR).order(ByteOrder.LITTLE_ENDIAN);
    batch.limit(0);
    long rank = 0;
    for (long frame = dumped.next(0, true); rank < dumped.count(); rank++) {
      long at = header.descriptorOffset() + rank * DESCRIPTOR;
      if (!batch.hasRemaining()) {
        long count = Math.min(BATCH, file.available(at) / DESCRIPTOR);
        batch.limit((int) count * DESCRIPTOR).position(0);
        if (count > 0) {
          file.copy(at, batch.array(), 0, batch.limit());
        }
      }
      String fault = fault(file, batch);
      if (fault != null) {
        readable[(int) (frame / Long.SIZE)] &= ~(1L << frame);
        damage.add(new PhysicalRun(frame * MemoryImage.PAGE, MemoryImage.PAGE), at, fault);
      }
      frame = dumped.next(frame + 1, true);
    }
    return new KdumpPages(dumped, new PageBitmap(readable), header.descriptorOffset());
  }

  /// What is wrong with the next descriptor of the batch; null when it leads to bytes in the file.
  private static @Nullable String fault(ImageFile file, ByteBuffer batch) {
    if (!batch.hasRemaining()) {
      return "the file ends before the page's descriptor";
    }
    long offset = batch.getLong();
    int size = batch.getInt();
    int flags = batch.getInt();
    batch.getLong();
    if (size <= 0 || size > PageCodec.LARGEST || !PageCodec.knows(flags)) {
      return "a descriptor of %d bytes, flags 0x%x; damaged, or never written"
          .formatted(Integer.toUnsignedLong(size), flags);
    }
    if (!file.has(offset, size)) {
      return "the page's bytes at 0x%x lie after the file's end at 0x%x"
          .formatted(offset, file.size());
    }
    return null;
  }

  /// The descriptor of a frame of [#readable].
  Descriptor descriptor(ImageFile file, long frame) {
    byte[] bytes = new byte[DESCRIPTOR];
    file.copy(descriptorOffset + dumped.rank(frame) * DESCRIPTOR, bytes, 0, DESCRIPTOR);
    ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new Descriptor(fields.getLong(), fields.getInt(), fields.getInt());
  }
}
