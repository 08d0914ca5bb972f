package org.deepmem;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/// Damage of files, by seed: bits, extreme numbers, pieces cut out, doubled or from elsewhere in
/// the file.
final class Mutation {
  private static final long[] EXTREMES = {
    0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 1L << 52
  };
  private static final int MOST_CHANGES = 6;

  private final Random random;

  Mutation(long seed) {
    random = new Random(seed);
  }

  /// A changed copy.
  ///
  /// @param among how many of the first bytes are changed
  byte[] of(byte[] good, int among) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes && bytes.length > 16; i++) {
      bytes = changed(bytes, Math.min(among, bytes.length));
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes, int among) {
    int at = random.nextInt(among);
    int length = Math.min(1 + random.nextInt(64), bytes.length - at);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> {
        if (at + 8 <= bytes.length) {
          buffer.putLong(at & -4, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
      }
      case 3 -> {
        if (at + 4 <= bytes.length) {
          buffer.putInt(at & -4, (int) EXTREMES[random.nextInt(EXTREMES.length)]);
        }
      }
      case 4 -> {
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes;
      }
      case 5 ->
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }
}
