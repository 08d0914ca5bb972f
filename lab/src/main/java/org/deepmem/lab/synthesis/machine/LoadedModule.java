package org.deepmem.lab.synthesis.machine;

import org.deepmem.nn.SeededRandom;

/// A module where it was loaded.
public final class LoadedModule {
  private final PeImage image;
  private final PeDebug debug;

  LoadedModule(PeImage image, PeDebug debug) {
    this.image = image;
    this.debug = debug;
  }

  public KernelModule module() {
    return image.module;
  }

  public String name() {
    return image.module.name();
  }

  /// Address of its first byte.
  public long base() {
    return image.base;
  }

  /// Bytes of the image.
  public int size() {
    return image.module.size();
  }

  /// Address of the routine that starts it.
  public long entryPoint() {
    return image.base + image.code.entryPoint();
  }

  PeDebug debug() {
    return debug;
  }

  /// Start of a function.
  public long function(SeededRandom random) {
    return image.base + image.code.any(random);
  }

  /// Address inside a function, as a return address has it.
  public long insideFunction(SeededRandom random) {
    return function(random) + 16 + random.nextInt(24);
  }

  /// Start of the last function at or before an offset; of the first, when there is none.
  ///
  /// @param offset bytes from the base; beyond the image it wraps
  public long functionNear(int offset) {
    int wanted = Math.floorMod(offset, size());
    int low = 0;
    int high = image.code.count() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (image.code.start(middle) <= wanted) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return image.base + image.code.start(low);
  }

  /// An address, a multiple of 8, in the module's writable data.
  public long data(SeededRandom random) {
    PeSection data = image.section(PeSection.Kind.DATA);
    return image.base + data.start() + 8L * random.nextInt(data.size() / 8);
  }
}
