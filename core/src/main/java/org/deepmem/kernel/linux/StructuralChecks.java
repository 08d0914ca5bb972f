package org.deepmem.kernel.linux;

import java.util.List;
import org.deepmem.kernel.KernelReader;

/// Asks the checks of the table of types of bytes in memory.
final class StructuralChecks {
  private static final int PAGE_MASK = 0xfff;
  private static final int MODE_TYPES = 0xf000;
  private static final long USER_END = 1L << 56;

  private final KernelReader kernel;
  private final ObjectPlaces places;
  private final ReachedObjects reached;
  private final CodeRange code;

  StructuralChecks(KernelReader kernel, ObjectPlaces places, ReachedObjects reached) {
    this.kernel = kernel;
    this.places = places;
    this.reached = reached;
    this.code = CodeRange.of(kernel);
  }

  /// Whether all checks hold that can be asked, and one can.
  ///
  /// @param address of the object
  /// @param live whether the object is allocated: then what it leads to must be too
  /// @param overwritten offset in the object of the word that the allocator's free pointer has
  ///   overwritten, whose members aren't asked; [KernelReader#ABSENT] for none
  boolean hold(ObjectType type, long address, boolean live, int overwritten) {
    return asked(type.checks(), type, address, live, overwritten) > 0
        && (!live || asked(type.whileLive(), type, address, true, overwritten) >= 0);
  }

  /// How many checks could be asked; -1 when one doesn't hold.
  private int asked(
      List<Check> checks, ObjectType type, long address, boolean live, int overwritten) {
    int asked = 0;
    for (Check check : checks) {
      int offset = kernel.offset(type.name(), check.member());
      boolean lost =
          overwritten != KernelReader.ABSENT && Math.abs(offset - overwritten) < kernel.wordSize();
      if (offset == KernelReader.ABSENT || lost) {
        continue;
      }
      if (!holds(check, type.name(), address, address + offset, live)) {
        return -1;
      }
      asked++;
    }
    return asked;
  }

  private boolean holds(Check check, String type, long object, long member, boolean live) {
    long word = kernel.pointer(member);
    if (check.orZero() && word == 0) {
      return true;
    }
    return switch (check.kind()) {
      case TEXT -> isText(member);
      case RANGE -> isBetween(kernel.int32(member), check.arguments());
      case BITS -> hasBits(kernel.uint16(member), check.arguments());
      case MODE -> isMode(kernel.uint16(member));
      case PAGE -> (word & PAGE_MASK) == 0 && isUser(word);
      case LESS -> {
        int other = kernel.offset(type, check.arguments().getFirst());
        yield other < 0 || Long.compareUnsigned(word, kernel.pointer(object + other)) < 0;
      }
      case KERNEL -> kernel.isAddress(word);
      case IMAGE -> code.contains(word);
      case SYMBOL ->
          check.arguments().stream().anyMatch(name -> word != 0 && kernel.symbol(name) == word);
      case TO -> leadsTo(check.arguments().getFirst(), word, live);
      case INSIDE -> {
        int other = kernel.offset(type, check.arguments().getFirst());
        yield other < 0 || word == object + other;
      }
      case LINKED -> isLinked(member);
    };
  }

  /// An area may end where user memory does.
  private boolean isUser(long word) {
    return kernel.wordSize() == Long.BYTES
        ? word >= 0 && word < USER_END
        : !kernel.isAddress(word - 1);
  }

  private boolean leadsTo(String type, long address, boolean live) {
    return places.holds(type, address, live)
        || places.places(type).isEmpty() && reached.contains(type, address);
  }

  /// At most 16 characters are asked, as `comm` has.
  private boolean isText(long address) {
    for (int i = 0; i < 16; i++) {
      int value = kernel.uint8(address + i);
      if (value == 0) {
        return i > 0;
      }
      if (value < 0x20 || value > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private boolean isLinked(long node) {
    long next = kernel.pointer(node);
    long previous = kernel.pointer(node + kernel.wordSize());
    return kernel.isAddress(next)
        && kernel.isAddress(previous)
        && kernel.pointer(next + kernel.wordSize()) == node
        && kernel.pointer(previous) == node;
  }

  private static boolean isBetween(int value, List<String> bounds) {
    return value >= Integer.parseInt(bounds.getFirst())
        && value <= Integer.parseInt(bounds.getLast());
  }

  private static boolean hasBits(int value, List<String> arguments) {
    String bits = String.valueOf(value & Integer.parseInt(arguments.getFirst()));
    return arguments.subList(1, arguments.size()).contains(bits);
  }

  private static boolean isMode(int mode) {
    return switch (mode & MODE_TYPES) {
      case 0x1000, 0x2000, 0x4000, 0x6000, 0x8000, 0xa000, 0xc000 -> true;
      default -> false;
    };
  }
}
