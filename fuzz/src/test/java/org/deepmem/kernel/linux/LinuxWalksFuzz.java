package org.deepmem.kernel.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.PatchedImage;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.Patches;

/// The kernel's lists and tables in a real kernel's memory with changes. The first byte chooses the
/// walk; tasks are walked before it, as it starts from them.
public final class LinuxWalksFuzz implements FuzzTarget {
  private final LinuxSample sample = LinuxSample.only();

  /// Reads after which memory reads as absent, so that an input takes less than a second.
  private static final long READS = 1 << 17;

  @Override
  public void run(byte[] input) {
    if (input.length == 0) {
      return;
    }
    PatchedImage image = sample.patched();
    new Patches(sample.addresses, sample.kernel.space(), image)
        .apply(ByteBuffer.wrap(input, 1, input.length - 1).slice());
    LinuxKernel linux = sample.in(image);
    KernelReader kernel = new KernelReader(linux.space(), linux.symbols(), linux.types(), READS);
    ReachedObjects reached = new ReachedObjects(kernel);
    new TaskLists(linux, kernel, reached).collect();
    switch (input[0] & 7) {
      case 0 -> new MemoryMaps(kernel, reached).collect();
      case 1 -> new FileTables(kernel, reached).collect();
      case 2 -> new FileSystems(kernel, reached).collect();
      case 3 -> new SocketTables(kernel, reached).collect();
      case 4 -> new KernfsTrees(kernel, reached).collect();
      case 5 -> new ModuleLists(kernel, reached).collect();
      default -> {
        // Tasks alone.
      }
    }
  }

  @Override
  public int longest() {
    return 1024;
  }

  @Override
  public long mostAllocated(int inputLength) {
    return 256L << 20;
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int walk = 0; walk < 7; walk++) {
      ByteArrayOutputStream seed = new ByteArrayOutputStream();
      seed.write(walk);
      seed.writeBytes(Patches.pointer(walk * 12, 32, walk * 12 + 1));
      seeds.add(seed.toByteArray());
    }
    return seeds;
  }
}
