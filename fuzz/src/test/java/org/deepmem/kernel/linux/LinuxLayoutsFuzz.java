package org.deepmem.kernel.linux;

import java.nio.ByteBuffer;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.kernel.FactsCheck;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.ObjectMembers;
import org.deepmem.kernel.ObjectNames;
import org.deepmem.symbols.MissingSymbolException;

/// Decoders, walks and checks where the layouts are the attacker's, as those of a dump's BTF are: a
/// real kernel's, of which members are moved, resized and given other types.
public final class LinuxLayoutsFuzz implements FuzzTarget {
  private final LinuxSample sample = LinuxSample.only();

  @Override
  public void run(byte[] input) {
    BentTypes types = new BentTypes(sample.kernel.types(), ByteBuffer.wrap(input));
    LinuxKernel kernel = sample.in(sample.patched(), types);
    try {
      ObjectMembers members = kernel.members();
      ObjectNames names = kernel.names();
      for (int i = 0; i < sample.places.size(); i += 4) {
        LinuxSample.Place place = sample.places.get(i);
        FactsCheck.check(members, names, place.type(), place.address());
      }
      KernelReader reader = kernel.reader();
      SlabPageMark.of(reader);
      CodeRange.of(reader);
      ReachedObjects reached = new ReachedObjects(reader);
      new TaskLists(kernel, reader, reached).collect();
      new ModuleLists(reader, reached).collect();
      new KernelVariables(kernel.structures(), kernel.symbols(), false).clock();
      kernel.signatures();
    } catch (MissingSymbolException e) {
      // Says which structure or member the layouts lack.
    }
  }

  @Override
  public int longest() {
    return 512;
  }

  @Override
  public long mostAllocated(int inputLength) {
    return 256L << 20;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(new byte[0], new byte[64]);
  }
}
