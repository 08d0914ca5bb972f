package org.deepmem.image;

import static org.deepmem.fuzz.Checks.require;
import static org.deepmem.fuzz.Checks.requireOneLine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What holds for every image, whatever its file.
public final class ImageCheck {
  /// Runs whose bytes are read.
  private static final int READ = 64;

  private ImageCheck() {}

  /// Opens and reads bytes as a dump of a format: its magic is written over the start of the input,
  /// so that all inputs go to the one parser.
  static void check(byte[] input, String magic) {
    byte[] file = Arrays.copyOf(input, Math.max(input.length, magic.length()));
    byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(start, 0, file, 0, start.length);
    check(file);
  }

  /// Opens bytes as a dump.
  static MemoryImage open(byte[] file) throws MalformedImageException {
    BytesFile bytes = new BytesFile(file);
    return ImageFormat.of(bytes).open(bytes);
  }

  /// Opens and reads a dump; one that is refused is refused in one line.
  static void check(byte[] file) {
    try (MemoryImage image = open(file)) {
      runs(image.runs());
      require(
          isKdump(image) || image.presentBytes() <= file.length,
          "a byte of the file is memory at one place");
      reads(image);
      requireOneLine(image.damage().toString());
      image.damage().losses().forEach(loss -> requireOneLine(loss.toString()));
    } catch (MalformedImageException e) {
      requireOneLine(e);
    }
  }

  private static void runs(List<PhysicalRun> runs) {
    long end = -1;
    for (PhysicalRun run : runs) {
      require(run.start() > end, "runs are sorted and don't touch");
      require(run.end() <= PhysicalRuns.LIMIT, "runs are addressable");
      end = run.end();
    }
    require(!runs.isEmpty(), "an image holds memory");
  }

  private static void reads(MemoryImage image) {
    byte[] target = new byte[3 * MemoryImage.PAGE];
    for (PhysicalRun run : image.runs().subList(0, Math.min(READ, image.runs().size()))) {
      for (long at : new long[] {run.start(), run.start() + run.length() / 2, run.end() - 1}) {
        int read = image.read(at, target, 0, target.length);
        require(read >= 0 && read <= Math.min(target.length, run.end() - at), "reads stay inside");
        require(
            isKdump(image) || read == Math.min(target.length, run.end() - at),
            "what is present reads");
      }
      require(image.read(run.end(), target, 0, 1) == 0, "a run ends where memory is absent");
      require(image.read(run.start() - 1, target, 0, 1) == 0, "nor is there any before it");
    }
    for (long at : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, PhysicalRuns.LIMIT}) {
      require(image.read(at, target, 0, target.length) == 0, "no memory at impossible addresses");
    }
  }

  /// Whether pages are stored one by one: some turn out to be corrupt when they are read, and those
  /// of equal bytes share them.
  private static boolean isKdump(MemoryImage image) {
    return image.format() == ImageFormat.KDUMP || image.format() == ImageFormat.KDUMP_FLATTENED;
  }
}
