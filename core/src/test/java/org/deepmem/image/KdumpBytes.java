package org.deepmem.image;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lzo.LzoCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Builds kdump-compressed files for tests, by the layout in makedumpfile's `diskdump_mod.h`.
final class KdumpBytes {
  private static final int PAGE = MemoryImage.PAGE;

  /// How pages are compressed, with the flag that says so.
  enum Codec {
    STORED(0),
    ZLIB(1),
    LZO(2),
    SNAPPY(4),
    ZSTD(0x20);

    private final int flag;

    Codec(int flag) {
      this.flag = flag;
    }

    private byte[] compress(byte[] page) {
      return switch (this) {
        case STORED -> page;
        case ZLIB -> {
          Deflater deflater = new Deflater();
          deflater.setInput(page);
          deflater.finish();
          byte[] target = new byte[2 * PAGE];
          int size = deflater.deflate(target);
          deflater.end();
          yield Arrays.copyOf(target, size);
        }
        case LZO -> compress(new LzoCompressor(), page);
        case SNAPPY -> compress(new SnappyJavaCompressor(), page);
        case ZSTD -> compress(new ZstdJavaCompressor(), page);
      };
    }

    private static byte[] compress(Compressor compressor, byte[] page) {
      byte[] target = new byte[compressor.maxCompressedLength(page.length)];
      int size = compressor.compress(page, 0, page.length, target, 0, target.length);
      return Arrays.copyOf(target, size);
    }
  }

  private final boolean wide;
  private final Codec codec;
  private int split;
  private byte[] vmcoreinfo = {};
  private byte[] notes = {};

  KdumpBytes(boolean wide, Codec codec) {
    this.wide = wide;
    this.codec = codec;
  }

  /// Marks the file as a part of a split dump.
  KdumpBytes split() {
    split = 1;
    return this;
  }

  KdumpBytes vmcoreinfo(String text) {
    vmcoreinfo = text.getBytes(StandardCharsets.US_ASCII);
    return this;
  }

  KdumpBytes notes(byte[] newNotes) {
    notes = newNotes;
    return this;
  }

  /// Bytes of any number compressed as a page is; not for zlib.
  static byte[] compressed(Codec codec, byte[] bytes) {
    return codec.compress(bytes);
  }

  /// Blocks: header, sub header, two bitmaps of a block each, descriptors, notes and pages. Pages
  /// of zeros share one copy, which comes first.
  byte[] bytes(TestMemory memory) {
    int frames = memory.bytes().length / PAGE;
    int dumped = (int) (memory.presentBytes() / PAGE);
    ByteBuffer head = ElfBytes.buffer(4 * PAGE + dumped * 24 + vmcoreinfo.length + notes.length);
    putHeader(head, frames);
    putSubHeader(head, frames, 4 * PAGE + dumped * 24);
    ByteArrayOutputStream pages = new ByteArrayOutputStream();
    byte[] zeros = codec.compress(new byte[PAGE]);
    pages.writeBytes(zeros);
    head.position(4 * PAGE);
    for (int frame = 0; frame < frames; frame++) {
      head.put(2 * PAGE + frame / 8, (byte) (head.get(2 * PAGE + frame / 8) | 1 << frame % 8));
      if (!memory.isPresent((long) frame * PAGE)) {
        continue;
      }
      head.put(3 * PAGE + frame / 8, (byte) (head.get(3 * PAGE + frame / 8) | 1 << frame % 8));
      byte[] page = memory.copy(frame * PAGE, PAGE);
      byte[] compressed = codec.compress(page);
      boolean zero = Arrays.equals(page, new byte[PAGE]);
      boolean stored = compressed.length >= PAGE;
      byte[] kept = stored ? page : compressed;
      head.putLong(head.capacity() + (zero ? 0 : pages.size())).putInt(kept.length);
      head.putInt(stored ? 0 : codec.flag).putLong(0);
      if (!zero) {
        pages.writeBytes(kept);
      }
    }
    head.put(vmcoreinfo).put(notes);
    byte[] file = Arrays.copyOf(head.array(), head.capacity() + pages.size());
    System.arraycopy(pages.toByteArray(), 0, file, head.capacity(), pages.size());
    return file;
  }

  private void putHeader(ByteBuffer head, int frames) {
    head.put("KDUMP   ".getBytes(StandardCharsets.US_ASCII)).putInt(6);
    head.put(12 + 4 * 65, (wide ? "x86_64" : "i686").getBytes(StandardCharsets.US_ASCII));
    head.position(wide ? 424 : 412);
    head.putInt(codec.flag).putInt(PAGE).putInt(1).putInt(2).putInt(frames);
  }

  private void putSubHeader(ByteBuffer head, int frames, int vmcoreinfoAt) {
    head.position(PAGE);
    word(head, 0);
    head.putInt(31).putInt(split);
    word(head, 0);
    word(head, 0);
    head.putLong(vmcoreinfoAt);
    word(head, vmcoreinfo.length);
    head.putLong(vmcoreinfoAt + vmcoreinfo.length);
    word(head, notes.length);
    head.putLong(0);
    word(head, 0);
    head.putLong(0).putLong(0).putLong(frames);
  }

  private void word(ByteBuffer head, int value) {
    if (wide) {
      head.putLong(value);
    } else {
      head.putInt(value);
    }
  }
}
