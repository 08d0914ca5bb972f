package org.deepmem.paging;

import static org.deepmem.fuzz.Checks.require;
import static org.deepmem.fuzz.Checks.requireOneLine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.image.BytesImage;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.SparseImage;

/// Page tables of one CPU mode: walked address by address, walked whole, and the names of pages
/// that come of it. An input is flags, the root's frame, and then memory: as it is, or (flag 1) of
/// two bytes an entry, frame and low bits, so that most entries lead somewhere.
public final class PageTableFuzz implements FuzzTarget {
  /// CPU modes.
  public enum Mode {
    X64,
    PAE,
    X86
  }

  private static final int HEAD = 2;
  private final Mode mode;

  public PageTableFuzz(Mode mode) {
    this.mode = mode;
  }

  @Override
  public void run(byte[] input) {
    if (input.length <= HEAD) {
      return;
    }
    byte[] memory = Arrays.copyOfRange(input, HEAD, input.length);
    boolean dense = (input[0] & 1) != 0;
    MemoryImage image = new BytesImage(dense ? expanded(memory) : memory);
    try {
      check(space(image, input[0], (input[1] & 0xffL) * MemoryImage.PAGE));
    } catch (PagingException e) {
      requireOneLine(e);
    }
  }

  private AddressSpace space(MemoryImage image, int flags, long root) {
    InvalidEntries invalid =
        (flags & 2) != 0 ? InvalidEntries.WINDOWS_TRANSITION : InvalidEntries.ABSENT;
    long start = (flags & 4) != 0 ? 0xc000_0000L : 0x8000_0000L;
    return switch (mode) {
      case X64 -> new X64AddressSpace(image, root, (flags & 4) != 0 ? 5 : 4, invalid);
      case PAE -> new X86PaeAddressSpace(image, root, invalid, start);
      case X86 -> new X86AddressSpace(image, root, invalid, start);
    };
  }

  private byte[] expanded(byte[] dense) {
    int entrySize = mode == Mode.X86 ? 4 : 8;
    ByteBuffer memory = ByteBuffer.allocate((dense.length / 2 + 1) * entrySize);
    memory.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 1 < dense.length; i += 2) {
      int entry = (dense[i] & 0xff) << 12 | dense[i + 1] & 0xff;
      // Bit 6, which says that a page was written, stands for bit 11: in transition.
      entry |= (entry & 0x40) << 5;
      if (entrySize == 8) {
        memory.putLong(entry);
      } else {
        memory.putInt(entry);
      }
    }
    return memory.array();
  }

  private static void check(AddressSpace space) {
    MappedRuns runs = space.kernelRuns();
    int step = Math.max(1, runs.size() / 64);
    for (int run = 0; run < runs.size(); run += step) {
      long start = runs.virtualAddress(run);
      long last = start + runs.length(run) - 1;
      require(runs.length(run) > 0 && start <= last, "a run doesn't wrap");
      require(
          run == 0 || runs.virtualAddress(run - 1) + runs.length(run - 1) <= start,
          "runs are sorted and disjoint");
      agree(space, start);
      agree(space, last);
    }
    for (long address :
        new long[] {0, -1, space.kernelStart(), space.kernelStart() - 1, 0x1234567}) {
      agree(space, address);
    }
    if (runs.size() < 4096) {
      check(space, CanonicalPages.of(space));
    }
  }

  /// One address by the tables, and by the walk over all.
  private static void agree(AddressSpace space, long address) {
    long physical = space.physical(address);
    long translated =
        space.translate(address) instanceof Translation.Mapped mapped
            ? mapped.physicalAddress()
            : AddressSpace.UNMAPPED;
    require(physical == translated, "the walk over all tables says what one translation says");
    byte[] bytes = new byte[16];
    int read = space.read(address, bytes, 0, bytes.length);
    require(read >= 0 && read <= bytes.length, "reads stay inside");
  }

  private static void check(AddressSpace space, CanonicalPages pages) {
    for (int page = 0; page < pages.size(); page++) {
      long virtual = pages.virtualAddress(page);
      require(
          page == 0 || Long.compareUnsigned(pages.virtualAddress(page - 1), virtual) < 0,
          "pages are in order");
      require(
          space.physical(virtual) == pages.physicalAddress(page), "a page is where it is mapped");
      require(pages.pageOf(pages.physicalAddress(page)) == page, "a page is known by its frame");
    }
  }

  /// A million runs may be mapped of the smallest image (`KernelHalfWalk`).
  @Override
  public long mostAllocated(int inputLength) {
    return 256L << 20;
  }

  @Override
  public List<byte[]> seeds() {
    SparseImage image = new SparseImage();
    TestPageTables tables =
        switch (mode) {
          case X64 -> new TestPageTables(image, 0x1000, 4);
          case PAE -> TestPageTables.x86Pae(image, 0x1000);
          case X86 -> TestPageTables.x86(image, 0x1000);
        };
    long start = mode == Mode.X64 ? 0xffff_8880_0000_0000L : 0xc000_0000L;
    tables.map(start, 0x1000).map(start + 0x1000, 0x2000).map(start + 0x40_0000, 0, 2);
    tables.transition(start + 0x2000, 0x3000).map(0x400000, 0x3000);
    byte[] sparse = new byte[HEAD + (int) image.end()];
    sparse[1] = 1;
    image.read(0x1000, sparse, HEAD + 0x1000, (int) image.end() - 0x1000);
    byte[] dense = new byte[HEAD + 4 * 1024];
    dense[0] = 3;
    // Few entries a table, since all that they lead to is walked.
    for (int table = 0; table < 4; table++) {
      for (int entry : new int[] {3, 256, 300, 511}) {
        int at = HEAD + 2 * (table * 512 + entry);
        dense[at] = (byte) ((table + entry) % 4);
        dense[at + 1] = (byte) (entry == 300 ? 0x83 : 3);
      }
    }
    return List.of(sparse, dense);
  }
}
