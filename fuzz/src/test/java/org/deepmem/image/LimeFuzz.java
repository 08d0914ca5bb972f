package org.deepmem.image;

import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// LiME and plain AVML.
public final class LimeFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    ImageCheck.check(input, "EMiL");
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(SeedMemory.lime());
  }
}
