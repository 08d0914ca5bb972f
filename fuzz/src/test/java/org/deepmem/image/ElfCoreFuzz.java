package org.deepmem.image;

import java.util.List;
import org.deepmem.fuzz.FuzzTarget;

/// ELF cores of both word sizes.
public final class ElfCoreFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    ImageCheck.check(input, "\u007fELF");
  }

  @Override
  public List<byte[]> seeds() {
    TestMemory memory = SeedMemory.small();
    return List.of(
        ElfBytes.of64()
            .memory(memory)
            .note("VMCOREINFO", SeedMemory.VMCOREINFO)
            .note("QEMU", new byte[600])
            .bytes(),
        ElfBytes.of32().memory(memory).note("DEEPMEM", new byte[16]).bytes(),
        ElfBytes.of64().countInSection().memory(memory).bytes(),
        ElfBytes.of64().load(0xffff888000000000L, 0, 4096, new byte[4096]).bytes());
  }
}
