package org.deepmem.kernel.windows;

import static org.deepmem.kernel.Bytes.int32;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Bytes;

/// The kernel's debugger data block, where it is in clear (from Windows 8 on x64 it is encoded
/// while no debugger is attached). Its layout is KDDEBUGGER_DATA64 of the Windows SDK, of which
/// every version keeps the places.
///
/// @param address virtual
/// @param size bytes, as it says
/// @param pointers addresses of the kernel's variables, by their symbols
record Kdbg(long address, int size, Map<String, Long> pointers) {
  private static final byte[] TAG = {'K', 'D', 'B', 'G'};
  private static final int TAG_OFFSET = 0x10;
  private static final int SIZE_OFFSET = 0x14;
  private static final int KERNEL_BASE = 0x18;
  private static final int LEAST = 0x208;
  private static final int MOST = 0x1000;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Where the block has the address of what.
  private static final Map<Integer, String> VARIABLES =
      Map.ofEntries(
          Map.entry(0x48, "PsLoadedModuleList"),
          Map.entry(0x50, "PsActiveProcessHead"),
          Map.entry(0x58, "PspCidTable"),
          Map.entry(0x98, "ObpRootDirectoryObject"),
          Map.entry(0xa0, "ObpTypeObjectType"),
          Map.entry(0x120, "MmPagedPoolStart"),
          Map.entry(0x128, "MmPagedPoolEnd"),
          Map.entry(0x1b8, "PoolTrackTable"),
          Map.entry(0x208, "NtBuildLab"),
          Map.entry(0x218, "KiProcessorBlock"),
          Map.entry(0x268, "CmNtCSDVersion"));

  Kdbg {
    pointers = Map.copyOf(pointers);
  }

  /// The block in a kernel's image: tagged, of a sane size, naming that image as the kernel, and
  /// with list heads in it.
  static Optional<Kdbg> find(PeImage kernel) {
    for (int page = 0; page < kernel.size(); page += MemoryImage.PAGE) {
      byte[] bytes = kernel.read(page, MemoryImage.PAGE + TAG.length);
      int last = Math.min(bytes.length - TAG.length, MemoryImage.PAGE - 1);
      for (int hit = Bytes.indexOf(bytes, TAG, 0, last);
          hit >= 0;
          hit = Bytes.indexOf(bytes, TAG, hit + 1, last)) {
        Optional<Kdbg> block = at(kernel, page + hit - TAG_OFFSET);
        if (block.isPresent()) {
          return block;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Kdbg> at(PeImage kernel, int offset) {
    byte[] bytes = kernel.read(offset, MOST);
    if (bytes.length < LEAST) {
      return Optional.empty();
    }
    int size = int32(bytes, SIZE_OFFSET);
    if (size < LEAST || size > MOST || address(kernel, bytes, KERNEL_BASE) != kernel.base()) {
      return Optional.empty();
    }
    Map<String, Long> pointers = new LinkedHashMap<>();
    VARIABLES.forEach(
        (at, name) -> {
          if (at + 8 <= Math.min(size, bytes.length)) {
            long value = address(kernel, bytes, at);
            if (value != 0) {
              pointers.put(name, value);
            }
          }
        });
    boolean heads =
        kernel.contains(pointers.getOrDefault("PsActiveProcessHead", 0L))
            && kernel.contains(pointers.getOrDefault("PsLoadedModuleList", 0L));
    return heads ? Optional.of(new Kdbg(kernel.base() + offset, size, pointers)) : Optional.empty();
  }

  /// An address in the block: 64 bits, of a 32-bit kernel sign-extended ones.
  private static long address(PeImage kernel, byte[] bytes, int at) {
    long value = (long) LONG.get(bytes, at);
    return kernel.wide() ? value : value & 0xffff_ffffL;
  }
}
