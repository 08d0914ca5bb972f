package org.deepmem.image;

import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// Raw memory, and whatever else a file may be: the magic decides.
public final class RawFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    ImageCheck.check(input);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(SeedMemory.small().bytes(), new byte[4096]);
  }
}
