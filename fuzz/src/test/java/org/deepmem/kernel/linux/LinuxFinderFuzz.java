package org.deepmem.kernel.linux;

import static org.deepmem.fuzz.Checks.requireOneLine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PatchedImage;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.Patches;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.X64AddressSpace;
import org.deepmem.symbols.MissingSymbolException;

/// The search for a Linux kernel, and its reading: page tables, VMCOREINFO, kallsyms, BTF, banner,
/// CPUs and clock, in a small kernel's memory with changes. The first byte chooses the kernel.
public final class LinuxFinderFuzz implements FuzzTarget {
  /// A kernel, and places in it.
  private record Base(MemoryImage image, AddressSpace space, List<Long> places) {}

  private final List<Base> bases = new ArrayList<>();

  public LinuxFinderFuzz() {
    for (int levels = 4; levels <= 5; levels++) {
      for (boolean withInfo : new boolean[] {true, false}) {
        TinyKernel kernel = new TinyKernel(levels, withInfo).build();
        MemoryImage image = PatchedImage.compact(kernel.image);
        AddressSpace space = new X64AddressSpace(image, kernel.physical(TinyKernel.ROOT), levels);
        List<Long> places = new ArrayList<>();
        places.addAll(List.of(TinyKernel.BTF, TinyKernel.KALLSYMS, TinyKernel.ROOT));
        places.addAll(
            List.of(TinyKernel.ROOT + 2048, TinyKernel.ROOT + 4096, TinyKernel.ROOT + 8192));
        places.addAll(
            List.of(TinyKernel.INIT_TASK, TinyKernel.INIT_TASK + 0x700, kernel.otherTask));
        places.addAll(
            List.of(kernel.directMap + TinyKernel.VMCOREINFO, kernel.directMap, TinyKernel.TEXT));
        bases.add(new Base(image, space, places));
      }
    }
  }

  @Override
  public void run(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Base base = bases.get(input[0] & 3);
    PatchedImage image = new PatchedImage(base.image);
    new Patches(base.places, base.space, image)
        .apply(ByteBuffer.wrap(input, 1, input.length - 1).slice());
    try {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      kernel.facts().forEach(fact -> requireOneLine(String.valueOf(fact.name())));
      kernel.taken();
      kernel.booted();
      kernel.names().of("task_struct", TinyKernel.INIT_TASK);
    } catch (KernelNotFoundException e) {
      requireOneLine(e);
    } catch (MissingSymbolException e) {
      requireOneLine(e);
    }
  }

  @Override
  public int longest() {
    return 2048;
  }

  /// An image of at most 256 MB is copied where kallsyms and BTF are searched in it.
  @Override
  public long mostAllocated(int inputLength) {
    return 1L << 30;
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int kernel = 0; kernel < 4; kernel++) {
      ByteBuffer seed = ByteBuffer.allocate(9).put((byte) kernel).put(Patches.pointer(6, 8, 6));
      seeds.add(seed.array());
    }
    return seeds;
  }
}
