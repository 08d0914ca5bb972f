package org.deepmem.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelReader;
import org.deepmem.label.LabelledObject;
import org.deepmem.paging.AddressSpace;

/// Which living objects a plugin of Volatility 3 can list at all, and which of its rows can't be an
/// object. Both are told by the truth's names, our own walk of the handle tables and our own
/// reading of memory, never by what was or wasn't listed.
///
/// @param handled physical addresses of the objects that a handle of a process leads to
record ListableObjects(AddressSpace space, KernelReader reader, Set<Long> handled) {
  /// The first byte of every object of a type: dispatcher object's type, or that of an I/O
  /// structure.
  private static final Map<String, Integer> FIRST_BYTE =
      Map.of("_EPROCESS", 3, "_ETHREAD", 6, "_DRIVER_OBJECT", 4, "_FILE_OBJECT", 5);

  /// @param label what `deepmem label` wrote of the image
  static ListableObjects of(Kernel kernel, List<LabelledObject> label) {
    return new ListableObjects(
        kernel.space(),
        new KernelReader(kernel.space(), kernel.symbols(), kernel.types()),
        label.stream()
            .filter(object -> Set.of(object.source().split("\\+")).contains("handle"))
            .map(LabelledObject::physicalAddress)
            .collect(Collectors.toSet()));
  }

  /// Whether the plugin lists such an object:
  ///
  /// - the idle process and its threads lie in the kernel's image and the processors' blocks, in
  ///   neither a list nor a pool;
  /// - `filescan` passes over files without a name;
  /// - `handles` gives what a handle leads to (of keys, which only handles lead to, all that live),
  ///   but passes over headers whose type's byte is 0. Windows 10 encodes that byte, so that one of
  ///   256 headers has it.
  boolean lists(VolatilityPlugin plugin, LabelledObject object) {
    boolean idle = "0".equals(object.names().get("pid"));
    return switch (plugin) {
      case PSLIST, PSSCAN, THREADS, THRDSCAN -> !idle;
      case FILESCAN -> !object.names().getOrDefault("path", "").isEmpty();
      case HANDLES ->
          (object.type().equals("_CM_KEY_BODY") || handled.contains(object.physicalAddress()))
              && typeByte(object.virtualAddress()) != 0;
      case MODULES, DRIVERSCAN -> true;
    };
  }

  /// Whether a row can't be an object of the type: pools give no such address, its bytes don't
  /// begin as every one's do, or a thread's number takes more than 31 bits or its link in its
  /// process's list leads out of the kernel.
  ///
  /// Of Windows 7, Volatility takes a tag's letters anywhere in memory, in the names that a driver
  /// imports, too. Of Windows 8 and later, it tries each step of 16 bytes at the start of a tagged
  /// block as an object's header, and lists all that pass its checks: beside the object what lies
  /// some steps from it, and freed blocks whose header stands while another's bytes lie behind it.
  ///
  /// @param address as listed: 48 bits
  boolean misread(String type, long address) {
    if (address % (2L * reader.wordSize()) != 0) {
      return true;
    }
    long object = whole(address);
    Integer first = FIRST_BYTE.get(type);
    if (!isVirtual(address) || first == null || !reader.readable(object, 1)) {
      return false;
    }
    return reader.uint8(object) != first || (type.equals("_ETHREAD") && !isThread(object));
  }

  private boolean isThread(long address) {
    long number = reader.pointer(address + reader.offset("_ETHREAD", "Cid.UniqueThread"));
    long link = reader.pointer(address + reader.offset("_ETHREAD", "Tcb.ThreadListEntry.Flink"));
    return number >>> 31 == 0 && Long.compareUnsigned(link, space.kernelStart()) >= 0;
  }

  private int typeByte(long object) {
    return reader.uint8(
        object
            - reader.offset("_OBJECT_HEADER", "Body")
            + reader.offset("_OBJECT_HEADER", "TypeIndex"));
  }

  /// Where a row's object lies in the machine's memory. Volatility scans pools of Windows 7 in
  /// physical memory and gives addresses of that; they lie below the kernel's half.
  ///
  /// @param address as listed: 48 bits
  /// @return physical address; -1 where the address leads nowhere
  long physical(long address) {
    return isVirtual(address) ? space.physical(whole(address)) : address;
  }

  /// Whether a row's address is virtual.
  boolean isVirtual(long address) {
    return Long.compareUnsigned(whole(address), space.kernelStart()) >= 0;
  }

  /// An address of 48 bits with the bits above, which repeat the highest.
  static long whole(long address) {
    return address << 16 >> 16;
  }
}
