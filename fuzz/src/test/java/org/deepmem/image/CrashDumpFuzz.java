package org.deepmem.image;

import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// Windows crash dumps, full and by bitmap, of both word sizes.
public final class CrashDumpFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    boolean wide = input.length > 6 && input[6] == '6';
    ImageCheck.check(input, wide ? "PAGEDU64" : "PAGEDUMP");
  }

  @Override
  public List<byte[]> seeds() {
    TestMemory memory = SeedMemory.small();
    return List.of(
        CrashDumpBytes.of(true).word(0x10, 0x1000).full(memory),
        CrashDumpBytes.of(false).full(memory),
        CrashDumpBytes.of(true).bitmap(memory),
        CrashDumpBytes.of(false).bitmap(memory));
  }
}
