package org.deepmem.image;

import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// Flattened files, which hold a kdump file or an ELF core.
public final class FlattenedFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    ImageCheck.check(input, "makedumpfile\0");
  }

  @Override
  public List<byte[]> seeds() {
    return SeedMemory.flattened();
  }
}
