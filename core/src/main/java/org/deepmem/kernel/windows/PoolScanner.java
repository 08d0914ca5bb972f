package org.deepmem.kernel.windows;

import static org.deepmem.image.MemoryImage.PAGE;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.MappedRuns;
import org.deepmem.paging.PresentMemory;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// Finds pool blocks by their tags in all of the kernel's virtual memory. Pages are scanned in
/// parallel, each read once; the hits are in the order of their addresses.
///
/// Allocations of a page or more have no header; see [BigPool].
final class PoolScanner {
  /// Bytes that one task scans.
  private static final long SLICE = 4L << 20;

  private static final String HEADER = "_POOL_HEADER";
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final MemoryImage image;
  private final MappedRuns runs;
  private final int header;
  private final int unit;
  private final int tagAt;
  private final StructMember previousSize;
  private final StructMember blockSize;
  private final StructMember poolType;
  private final int[] tags;

  private record Slice(long virtual, long physical, long length) {}

  /// Whether layouts have a pool header that can be one: they may come from any file.
  static boolean fits(TypeTable types, int wordSize) {
    int size = types.struct(HEADER).map(StructLayout::size).orElse(0);
    return size == 2 * wordSize
        && Stream.of("PoolTag", "PreviousSize", "BlockSize", "PoolType")
            .allMatch(name -> types.member(HEADER, name).filter(m -> lies(m, size)).isPresent());
  }

  private static boolean lies(StructMember member, int size) {
    int bytes = member.name().equals("PoolTag") ? Integer.BYTES : Math.max(1, member.size());
    boolean bits = member.bitOffset() >= 0 && member.bitSize() >= 0 && member.bitSize() <= 16;
    return member.offset() >= 0 && bytes <= size && member.offset() <= size - bytes && bits;
  }

  /// @param types have a `_POOL_HEADER` that [#fits]
  /// @param tags that are looked for, without the protected bit
  PoolScanner(AddressSpace space, TypeTable types, List<Integer> tags) {
    image = space.image();
    runs = space.kernelRuns();
    header = types.requireStruct(HEADER).size();
    unit = header;
    tagAt = types.requireMember(HEADER, "PoolTag").offset();
    previousSize = types.requireMember(HEADER, "PreviousSize");
    blockSize = types.requireMember(HEADER, "BlockSize");
    poolType = types.requireMember(HEADER, "PoolType");
    this.tags = tags.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
  }

  /// All blocks with one of the tags, protected or not, that are larger than their header.
  List<PoolHit> scan() {
    PresentMemory present = new PresentMemory(image);
    List<Slice> slices = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      if (!runs.inSelfMap(run)) {
        long delta = runs.virtualAddress(run) - runs.physicalAddress(run);
        present.forEach(
            runs.physicalAddress(run),
            runs.length(run),
            (start, end) -> {
              for (long at = start & -(long) PAGE; at < end; at += SLICE) {
                slices.add(new Slice(at + delta, at, Math.min(SLICE, end - at)));
              }
            });
      }
    }
    List<List<PoolHit>> hits =
        IntStream.range(0, slices.size())
            .parallel()
            .mapToObj(slice -> scan(slices.get(slice)))
            .toList();
    return hits.stream().flatMap(List::stream).toList();
  }

  private List<PoolHit> scan(Slice slice) {
    List<PoolHit> hits = new ArrayList<>();
    byte[] page = new byte[PAGE];
    for (long at = 0; at < slice.length(); at += PAGE) {
      int length = image.read(slice.physical() + at, page, 0, PAGE);
      if (length > 0) {
        Arrays.fill(page, length, PAGE, (byte) 0);
        scan(page, slice.virtual() + at, hits);
      }
    }
    return hits;
  }

  private void scan(byte[] page, long address, List<PoolHit> hits) {
    for (int at = 0; at < PAGE; at += unit) {
      int tag = (int) INT.get(page, at + tagAt) & ~WindowsTypes.PROTECTED;
      if (isWanted(tag)) {
        int bytes = field(page, at, blockSize) * unit;
        int before = field(page, at, previousSize) * unit;
        if (bytes > header) {
          boolean free = field(page, at, poolType) == 0;
          boolean within = at + bytes <= PAGE && before <= at;
          PoolHit.Chain chain = within ? chain(page, at) : PoolHit.Chain.NONE;
          hits.add(new PoolHit(address + at, header, bytes, tag, free, within, chain));
        }
      }
    }
  }

  private boolean isWanted(int tag) {
    for (int wanted : tags) {
      if (wanted == tag) {
        return true;
      }
    }
    return false;
  }

  /// Walks the blocks of a page from its start to its end.
  private PoolHit.Chain chain(byte[] page, int wanted) {
    PoolHit.Chain found = PoolHit.Chain.INSIDE;
    int before = 0;
    int at = 0;
    while (at < PAGE) {
      int bytes = field(page, at, blockSize) * unit;
      if (bytes == 0 || at + bytes > PAGE || field(page, at, previousSize) * unit != before) {
        return PoolHit.Chain.NONE;
      }
      if (at == wanted) {
        found = PoolHit.Chain.LINK;
      }
      before = bytes;
      at += bytes;
    }
    return found;
  }

  private static int field(byte[] page, int at, StructMember member) {
    int storage =
        member.size() == 1
            ? page[at + member.offset()] & 0xff
            : (page[at + member.offset()] & 0xff) | (page[at + member.offset() + 1] & 0xff) << 8;
    return member.bitSize() == 0
        ? storage
        : storage >>> member.bitOffset() & (1 << member.bitSize()) - 1;
  }
}
