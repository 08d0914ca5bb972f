package org.deepmem.lab.synthesis.world;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.deepmem.nn.SeededRandom;

/// Makes the contents of pages that hold no structures. Texts are drawn once, from the world's
/// grammar, and then put together line by line, so that a page costs microseconds. For one thread.
public final class PageContents {
  /// Bytes of a page.
  public static final int PAGE = 4096;

  private static final int LINES = 4000;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int word;
  private final byte[][] lines = new byte[LINES][];
  private final byte[][] wideLines = new byte[LINES][];
  private final CodeContents code;

  /// @param world whose grammar makes the texts
  public PageContents(World world, WindowsSystemTraits traits) {
    word = traits.wordSize();
    code = new CodeContents(traits);
    SeededRandom random = new SeededRandom(world.name().hashCode());
    for (int i = 0; i < LINES; i++) {
      String line = world.grammar().draw("line", random);
      lines[i] = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
      wideLines[i] = (line + (i % 3 == 0 ? "\r\n" : "\0")).getBytes(StandardCharsets.UTF_16LE);
    }
  }

  /// Fills a page.
  ///
  /// @param page 4096 bytes, all of them written
  public void fill(PageKind kind, byte[] page, PagePointers pointers, SeededRandom random) {
    if (page.length != PAGE) {
      throw new IllegalArgumentException("%d bytes; give a page".formatted(page.length));
    }
    switch (kind) {
      case ZERO -> Arrays.fill(page, (byte) 0);
      case TEXT -> text(page, lines, random);
      case UTF16 -> text(page, wideLines, random);
      case CODE -> code.fill(page, pointers, random);
      case IMAGE_HEADER -> code.header(page, random);
      case HEAP -> heap(page, pointers, random);
      case KERNEL_POINTERS -> kernelPointers(page, pointers, random);
      case RANDOM -> random(page, random);
      case SPARSE -> sparse(page, pointers, random);
      case RECORDS -> records(page, random);
    }
  }

  private static void text(byte[] page, byte[][] from, SeededRandom random) {
    int at = 0;
    byte[] line = from[random.nextInt(LINES)];
    int skip = 2 * random.nextInt(Math.max(1, line.length / 2));
    while (at < PAGE) {
      int bytes = Math.min(line.length - skip, PAGE - at);
      System.arraycopy(line, skip, page, at, bytes);
      at += bytes;
      skip = 0;
      line = from[random.nextInt(LINES)];
    }
  }

  private static void random(byte[] page, SeededRandom random) {
    for (int at = 0; at < PAGE; at += Long.BYTES) {
      LONG.set(page, at, random.nextLong());
    }
  }

  private void put(byte[] page, int at, long value) {
    if (word == Long.BYTES) {
      LONG.set(page, at, value);
    } else {
      INT.set(page, at, (int) value);
    }
  }

  /// Blocks of a heap: a header, then a list's links, numbers, a text, or nothing yet.
  private void heap(byte[] page, PagePointers pointers, SeededRandom random) {
    Arrays.fill(page, (byte) 0);
    int unit = 2 * word;
    int at = 0;
    while (at < PAGE) {
      int units = 2 + (random.nextInt(4) == 0 ? random.nextInt(24) : random.nextInt(6));
      int end = Math.min(PAGE, at + units * unit);
      INT.set(page, at, units | (int) random.nextLong() << 16);
      INT.set(page, at + 4, random.nextInt(256) | random.nextInt(24) << 24);
      block(page, at + unit, end, pointers, random);
      at = end;
    }
  }

  private void block(byte[] page, int from, int end, PagePointers pointers, SeededRandom random) {
    int shape = random.nextInt(8);
    if (shape < 2) {
      byte[] line = (shape == 0 ? lines : wideLines)[random.nextInt(LINES)];
      System.arraycopy(line, 0, page, from, Math.clamp(end - from, 0, line.length));
      return;
    }
    for (int at = from; at + word <= end; at += word) {
      switch (random.nextInt(shape == 7 ? 64 : 7)) {
        case 0, 1 -> put(page, at, pointers.user());
        case 2 -> put(page, at, random.nextInt(1 << 1 + random.nextInt(16)));
        case 3 -> put(page, at, random.nextInt(40));
        case 4 -> INT.set(page, at, (int) random.nextLong() >>> random.nextInt(31));
        default -> {}
      }
    }
  }

  private void kernelPointers(byte[] page, PagePointers pointers, SeededRandom random) {
    int often = 2 + random.nextInt(7);
    for (int at = 0; at < PAGE; at += word) {
      if (random.nextInt(often) == 0) {
        put(page, at, pointers.kernel());
      } else {
        put(page, at, random.nextInt(3) == 0 ? random.nextInt(1 << 1 + random.nextInt(20)) : 0);
      }
    }
  }

  private void sparse(byte[] page, PagePointers pointers, SeededRandom random) {
    Arrays.fill(page, (byte) 0);
    for (int i = 1 + random.nextInt(24); i > 0; i--) {
      int at = word * random.nextInt(PAGE / word);
      put(page, at, random.nextInt(3) == 0 ? pointers.user() : random.nextInt(1 << 20));
    }
  }

  private static void records(byte[] page, SeededRandom random) {
    int row = 4 * (1 + random.nextInt(24));
    int[] base = new int[row / 4];
    int[] spread = new int[row / 4];
    for (int i = 0; i < base.length; i++) {
      base[i] = (int) random.nextLong() >>> random.nextInt(31);
      spread[i] = 1 << random.nextInt(18);
    }
    for (int at = 0, column = 0; at < PAGE; at += 4, column = (column + 1) % base.length) {
      INT.set(page, at, base[column] + random.nextInt(spread[column]));
    }
  }
}
