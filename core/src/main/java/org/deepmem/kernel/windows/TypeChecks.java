package org.deepmem.kernel.windows;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.kernel.KernelReader;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// Asks the checks of the table of types of bytes in memory. For one thread.
final class TypeChecks {
  private static final long HANDLE_LIMIT = 1 << 26;
  private static final int LONGEST_TEXT = 256;
  private static final long TABLE_ALIGNMENT_32 = 31;
  private static final long PHYSICAL_LIMIT = 1L << 52;

  private final KernelReader kernel;
  private final TypeTable types;
  private final long kernelStart;
  private final Map<List<TypeCheck>, List<Placed>> placed = new IdentityHashMap<>();

  private record Placed(TypeCheck check, StructMember member) {}

  TypeChecks(KernelReader kernel, long kernelStart) {
    this.kernel = kernel;
    this.types = kernel.types();
    this.kernelStart = kernelStart;
  }

  /// Whether everything holds that is said of every object of the type.
  ///
  /// @param address of the object
  boolean hold(WindowsType type, long address) {
    return all(type.checks(), type, address);
  }

  /// Whether everything holds besides that is said of its living objects.
  boolean holdWhileLive(WindowsType type, long address) {
    return all(type.whileLive(), type, address);
  }

  /// Whether an address lies in the kernel's half.
  boolean inKernel(long address) {
    return Long.compareUnsigned(address, kernelStart) >= 0;
  }

  private boolean all(List<TypeCheck> checks, WindowsType type, long address) {
    int size = kernel.size(type.name()).orElse(0);
    if (size == 0 || !inKernel(address) || !kernel.readable(address, size)) {
      return false;
    }
    for (Placed placed : placed(checks, type)) {
      StructMember member = placed.member();
      if (!holds(placed.check(), member, size, address + member.offset())) {
        return false;
      }
    }
    return true;
  }

  /// The checks whose members the layout has, with these.
  private List<Placed> placed(List<TypeCheck> checks, WindowsType type) {
    return placed.computeIfAbsent(
        checks,
        all ->
            all.stream()
                .flatMap(
                    check ->
                        types
                            .member(type.name(), check.member())
                            .map(member -> new Placed(check, member))
                            .stream())
                .toList());
  }

  private boolean holds(TypeCheck check, StructMember member, int size, long at) {
    long value = number(at, member.size());
    if (check.orZero() && check.kind() != TypeCheck.Kind.UNICODE && value == 0) {
      return true;
    }
    return switch (check.kind()) {
      case RANGE ->
          Long.compareUnsigned(value, check.arguments().get(0)) >= 0
              && Long.compareUnsigned(value, check.arguments().get(1)) <= 0;
      case SIZED -> value == size;
      case ALIGNED -> Long.remainderUnsigned(value, check.arguments().getFirst()) == 0;
      case PAGE ->
          value != 0
              && Long.compareUnsigned(value, PHYSICAL_LIMIT) < 0
              && (kernel.wordSize() == Long.BYTES || (value & TABLE_ALIGNMENT_32) == 0);
      case HANDLE -> (value & 3) == 0 && Long.compareUnsigned(value, HANDLE_LIMIT) < 0;
      case TEXT -> isText(at, member.size());
      case UNICODE -> isUnicode(at, check.orZero());
      case KERNEL -> inKernel(value);
      case LINKED -> isLinked(at);
    };
  }

  private long number(long at, int size) {
    return switch (size) {
      case 1 -> kernel.uint8(at);
      case 2 -> kernel.uint16(at);
      case 4 -> kernel.int32(at) & 0xffff_ffffL;
      default -> kernel.pointer(at);
    };
  }

  private boolean isText(long at, int size) {
    for (int i = 0; i < Math.min(size, LONGEST_TEXT); i++) {
      int character = kernel.uint8(at + i);
      if (character == 0) {
        return i > 0;
      }
      if (character < 0x20 || character > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private boolean isUnicode(long at, boolean orEmpty) {
    int length = kernel.uint16(at);
    int room = kernel.uint16(at + 2);
    long buffer = kernel.pointer(at + kernel.wordSize());
    if (length == 0) {
      return orEmpty;
    }
    return (length & 1) == 0 && length <= room && inKernel(buffer);
  }

  private boolean isLinked(long at) {
    int word = kernel.wordSize();
    long next = kernel.pointer(at);
    long previous = kernel.pointer(at + word);
    return inKernel(next)
        && inKernel(previous)
        && (!kernel.readable(next, 2 * word) || kernel.pointer(next + word) == at)
        && (!kernel.readable(previous, 2 * word) || kernel.pointer(previous) == at);
  }
}
