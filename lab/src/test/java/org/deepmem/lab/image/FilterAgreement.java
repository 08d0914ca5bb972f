package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.image.PhysicalRun;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;

/// Compares the kernel filter with makedumpfile's level 31 on a whole dump: the same pages stay but
/// those of the kernel's code, and zeros that makedumpfile has left. Says nothing where
/// makedumpfile isn't installed.
public final class FilterAgreement {
  private static final int PAGE = MemoryImage.PAGE;

  /// makedumpfile can't read a file with a ROM below 4 GB.
  private static final long ROMS = 0xf0000000L;

  private FilterAgreement() {}

  /// Fails where the pages differ.
  ///
  /// @param dump of a whole machine
  /// @param folder for the files that are compared
  public static void check(Path dump, Path folder) throws Exception {
    if (!isInstalled()) {
      System.getLogger(FilterAgreement.class.getName())
          .log(System.Logger.Level.WARNING, "not compared: apt-get install makedumpfile");
      return;
    }
    Path whole = folder.resolve("whole.kdump");
    Path theirs = folder.resolve("level31.kdump");
    try (MemoryImage image = MemoryImages.open(dump)) {
      new KdumpImageWriter((address, bytes, length) -> address < ROMS, 1).write(image, whole);
      Process makedumpfile =
          new ProcessBuilder("makedumpfile", "-d", "31", whole.toString(), theirs.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("makedumpfile.log").toFile())
              .start();
      assertThat(makedumpfile.waitFor()).as(() -> log(folder)).isZero();
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      BitSet expected = frames(theirs);
      leaveOutTextAndZeros(kernel, expected);
      assertThat(kept(image, new KernelPageFilter(kernel))).isEqualTo(expected);
    }
  }

  private static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/makedumpfile"))
        || Files.isExecutable(Path.of("/usr/sbin/makedumpfile"));
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("makedumpfile.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static BitSet frames(Path dump) throws IOException {
    BitSet frames = new BitSet();
    try (MemoryImage image = MemoryImages.open(dump)) {
      for (PhysicalRun run : image.runs()) {
        frames.set((int) (run.start() / PAGE), (int) (run.end() / PAGE));
      }
    }
    return frames;
  }

  private static BitSet kept(MemoryImage image, PageFilter filter) throws IOException {
    BitSet kept = new BitSet();
    PresentPages.forEach(
        image, filter, (address, bytes, length) -> kept.set((int) (address / PAGE)));
    return kept;
  }

  private static void leaveOutTextAndZeros(LinuxKernel kernel, BitSet frames) {
    long end = kernel.symbols().require("_etext");
    for (long page = kernel.symbols().require("_text"); page + PAGE <= end; page += PAGE) {
      frames.clear((int) (kernel.space().physical(page) / PAGE));
    }
    byte[] bytes = new byte[PAGE];
    for (int frame = frames.nextSetBit(0); frame >= 0; frame = frames.nextSetBit(frame + 1)) {
      kernel.image().read((long) frame * PAGE, bytes, 0, PAGE);
      boolean zero = true;
      for (byte value : bytes) {
        zero &= value == 0;
      }
      frames.set(frame, !zero);
    }
  }
}
