package org.deepmem.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Records of odd sizes out of order, and a first one that a later one replaces.
class KdumpFlattenedImageTest extends MemoryImageContract {
  @Override
  ImageFormat format() {
    return ImageFormat.KDUMP_FLATTENED;
  }

  @Override
  byte[] write(TestMemory memory) throws IOException {
    return flattened(new KdumpBytes(true, KdumpBytes.Codec.ZLIB).bytes(memory));
  }

  static byte[] flattened(byte[] file) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at < file.length; at += 777) {
      starts.add(at);
    }
    Collections.shuffle(starts, new Random(3));
    ByteBuffer records = ByteBuffer.allocate(4096 + 2 * file.length);
    records.put("makedumpfile".getBytes(StandardCharsets.US_ASCII));
    records.putLong(16, 1).putLong(24, 1).position(4096);
    record(records, new byte[5000], 100, 0, 4000);
    for (int start : starts) {
      record(records, file, start, start, Math.min(777, file.length - start));
    }
    records.putLong(-1).putLong(-1);
    byte[] bytes = new byte[records.position()];
    records.get(0, bytes);
    return bytes;
  }

  private static void record(ByteBuffer records, byte[] bytes, int offset, int from, int size) {
    records.putLong(offset).putLong(size).put(bytes, from, size);
  }
}
