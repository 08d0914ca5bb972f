package org.deepmem.image;

import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// Kdump files of both word sizes, with each way to store a page.
public final class KdumpFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    ImageCheck.check(input, "KDUMP   ");
  }

  @Override
  public List<byte[]> seeds() {
    return SeedMemory.kdumps();
  }
}
