package org.deepmem.lab.image;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.PhysicalRun;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.paging.AddressSpace;

/// Keeps the pages that a kernel's objects and what describes them may lie in, and leaves out what
/// makedumpfile's level 31 does (zeros, free pages, the page cache, user memory), and the kernel's
/// code, and what isn't RAM.
public final class KernelPageFilter implements PageFilter {
  private static final int PAGE = MemoryImage.PAGE;

  private final BitSet leftOut = new BitSet();
  private final Map<PageUse, Integer> pages = new EnumMap<>(PageUse.class);

  /// Goes through the descriptors of all frames in the kernel's dump.
  ///
  /// @throws org.deepmem.symbols.MissingSymbolException when the kernel's layouts don't describe
  ///   its page descriptors
  public KernelPageFilter(LinuxKernel kernel) {
    PageFrames frames = new PageFrames(kernel);
    for (PhysicalRun run : kernel.image().runs()) {
      long end = (run.end() + PAGE - 1) / PAGE;
      for (long frame = run.start() / PAGE; frame < end; ) {
        PageUse use = frames.use(frame);
        int count = use == PageUse.FREE ? frames.freePages() : 1;
        if (use != PageUse.KERNEL) {
          leaveOut(use, frame, (int) Math.min(count, end - frame));
        }
        frame += count;
      }
    }
    leaveOutText(kernel);
  }

  private void leaveOutText(LinuxKernel kernel) {
    OptionalLong start = kernel.symbols().address("_text");
    OptionalLong end = kernel.symbols().address("_etext");
    if (start.isEmpty() || end.isEmpty()) {
      return;
    }
    long first = Math.ceilDiv(start.getAsLong(), PAGE) * PAGE;
    for (long page = first; page + PAGE <= end.getAsLong(); page += PAGE) {
      long physical = kernel.space().physical(page);
      if (physical != AddressSpace.UNMAPPED) {
        leaveOut(PageUse.TEXT, physical / PAGE, 1);
      }
    }
  }

  private void leaveOut(PageUse use, long frame, int count) {
    int first = Math.toIntExact(frame);
    leftOut.set(first, first + count);
    pages.merge(use, count, Integer::sum);
  }

  /// Pages left out by use; those of zeros are in none.
  public Map<PageUse, Integer> leftOut() {
    return Map.copyOf(pages);
  }

  @Override
  public boolean keeps(long physicalAddress, byte[] bytes, int length) {
    return !leftOut.get(Math.toIntExact(physicalAddress / PAGE))
        && NOT_ZERO.keeps(physicalAddress, bytes, length);
  }
}
