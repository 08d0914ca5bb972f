package org.deepmem.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.Symbol;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// Reads a kernel's memory by virtual address, a page at a time through a small cache, and members
/// of its structures by dotted path. A read outside mapped memory gives 0, as a walk of hostile
/// memory must go on; [#readable] tells the difference. And every walk ends: after more reads than
/// honest walks of so much memory make, all memory reads as absent. For one thread.
public final class KernelReader {
  /// Offset of a member that the kernel doesn't have.
  public static final int ABSENT = -1;

  private static final int PAGE = 4096;

  /// The walks of real dumps make 0.4 million reads of 192 MB.
  private static final long LEAST_READS = 20_000_000;

  private static final int BYTES_A_READ = 8;

  private static final int CACHED_PAGES = 1024;
  private static final int ABSENT_PAGE = CACHED_PAGES;
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle SHORT = view(short[].class);

  private final AddressSpace space;
  private final SymbolTable symbols;
  private final TypeTable types;
  private final int wordSize;

  /// Bits of an address; sums of 32-bit ones wrap around, as per-CPU offsets rely on.
  private final long addressMask;

  private final long kernelStart;
  private final long[] cachedPages = new long[CACHED_PAGES];
  private final int[] cachedLengths = new int[CACHED_PAGES + 1];
  private final byte[][] cached = new byte[CACHED_PAGES][];
  private long readsLeft;
  private final Map<String, Integer> offsets = new HashMap<>();

  /// @param symbols to be asked by [#symbol]
  /// @param types to be asked by [#offset]
  public KernelReader(AddressSpace space, SymbolTable symbols, TypeTable types) {
    this(space, symbols, types, LEAST_READS + space.image().presentBytes() / BYTES_A_READ);
  }

  /// @param reads after which memory reads as absent
  public KernelReader(AddressSpace space, SymbolTable symbols, TypeTable types, long reads) {
    this.readsLeft = reads;
    this.space = space;
    this.symbols = symbols;
    this.types = types;
    this.wordSize = space.wordSize();
    this.addressMask = wordSize == Long.BYTES ? -1 : 0xffff_ffffL;
    this.kernelStart = space.kernelStart();
    Arrays.fill(cachedPages, 1); // no page starts at 1
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /// Bytes of memory that the dump has: what walks find can't be more.
  public long presentBytes() {
    return space.image().presentBytes();
  }

  public TypeTable types() {
    return types;
  }

  /// Run-time address of a symbol, 0 when the kernel has none of this name.
  public long symbol(String name) {
    return symbols.address(name).orElse(0);
  }

  /// The name of the symbol that starts exactly here, "" when none does.
  public String symbolAt(long address) {
    return symbols
        .nearest(address)
        .filter(symbol -> symbol.address() == address)
        .map(Symbol::name)
        .orElse("");
  }

  public boolean readable(long address, int length) {
    if (length <= 0) {
      return false;
    }
    long last = address + length - 1;
    for (long page = address & -PAGE; ; page += PAGE) {
      int slot = load(page);
      long end = Math.min(last - page, PAGE - 1);
      if (end >= cachedLengths[slot]) {
        return false;
      }
      if (page == (last & -PAGE)) {
        return true;
      }
    }
  }

  /// Eight bytes as a little-endian number; 0 where memory is absent.
  public long word(long address) {
    int within = (int) address & (PAGE - 1);
    if (within > PAGE - Long.BYTES) {
      return (int32(address) & 0xffffffffL) | (long) int32(address + 4) << 32;
    }
    int slot = load(address & -PAGE);
    return within + Long.BYTES <= cachedLengths[slot] ? (long) LONG.get(cached[slot], within) : 0;
  }

  /// A pointer of the space's word size; 32-bit ones are zero-extended, 0 where memory is absent.
  public long pointer(long address) {
    return wordSize == Long.BYTES ? word(address) : int32(address) & 0xffffffffL;
  }

  /// The highest value of a pointer, as an unsigned number.
  public long highestWord() {
    return addressMask;
  }

  /// Bytes of a pointer.
  public int wordSize() {
    return wordSize;
  }

  /// Whether a value can be a pointer to kernel memory: canonical on any x86-64, or in the kernel's
  /// part of a 32-bit space, and no error number (the highest 4096 values).
  public boolean isAddress(long value) {
    return wordSize == Long.BYTES
        ? value >> 56 == -1 && value < -PAGE
        : value >= kernelStart && value <= addressMask - PAGE;
  }

  public int int32(long address) {
    int within = (int) address & (PAGE - 1);
    if (within > PAGE - Integer.BYTES) {
      return uint16(address) | uint16(address + 2) << 16;
    }
    int slot = load(address & -PAGE);
    return within + Integer.BYTES <= cachedLengths[slot] ? (int) INT.get(cached[slot], within) : 0;
  }

  public int uint16(long address) {
    int within = (int) address & (PAGE - 1);
    if (within > PAGE - Short.BYTES) {
      return uint8(address) | uint8(address + 1) << 8;
    }
    int slot = load(address & -PAGE);
    return within + Short.BYTES <= cachedLengths[slot]
        ? (short) SHORT.get(cached[slot], within) & 0xffff
        : 0;
  }

  public int uint8(long address) {
    int within = (int) address & (PAGE - 1);
    int slot = load(address & -PAGE);
    return within < cachedLengths[slot] ? cached[slot][within] & 0xff : 0;
  }

  /// A number of at most 32 bits, which may be a bit field.
  ///
  /// @param structure address of the structure that has the member
  public int bits(long structure, StructMember member) {
    long value = word(structure + member.offset());
    int size = member.bitSize() > 0 ? member.bitSize() : member.size() * Byte.SIZE;
    return (int) (value >>> member.bitOffset() & (1L << Math.min(size, 32)) - 1);
  }

  /// Text up to its NUL or `limit` bytes; bytes outside ASCII become `?`.
  public String text(long address, int limit) {
    byte[] bytes = new byte[limit];
    int length = 0;
    while (length < limit) {
      int value = uint8(address + length);
      if (value == 0) {
        break;
      }
      bytes[length++] = (byte) (value < 0x20 || value > 0x7e ? '?' : value);
    }
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  /// Copies bytes up to the first that is absent; returns how many.
  public int read(long address, byte[] target, int length) {
    return space.read(address & addressMask, target, 0, length);
  }

  /// Offset of a member, reached through nested structures by a dotted path such as `f_path.dentry`
  /// or, in an array, `pids[1]` (the first element when there is no index); [#ABSENT] when the
  /// kernel doesn't have it.
  public int offset(String structure, String path) {
    return offsets.computeIfAbsent(
        structure + ' ' + path,
        key -> member(structure, path).map(StructMember::offset).orElse(ABSENT));
  }

  public boolean has(String structure, String path) {
    return offset(structure, path) != ABSENT;
  }

  /// Bytes of a structure, empty when the kernel has none of this name.
  public OptionalInt size(String structure) {
    return types.struct(structure).map(s -> OptionalInt.of(s.size())).orElse(OptionalInt.empty());
  }

  /// Bytes of an element of an array of structures; 0 when the member is none.
  public int elementSize(String structure, String member) {
    String type = memberType(structure, member);
    int bracket = type.indexOf('[');
    return bracket < 0 ? 0 : size(type.substring(0, bracket)).orElse(0);
  }

  private String memberType(String structure, String member) {
    return types
        .struct(structure)
        .flatMap(layout -> layout.member(member))
        .map(StructMember::typeName)
        .orElse("");
  }

  /// A member, reached as [#offset] does, its offset counted from the start of the structure; of an
  /// array, the element. Empty when the kernel doesn't have it.
  public Optional<StructMember> member(String structure, String path) {
    String inside = structure;
    int offset = 0;
    StructMember last = null;
    for (String step : path.split("\\.", -1)) {
      int bracket = step.indexOf('[');
      String name = bracket < 0 ? step : step.substring(0, bracket);
      StructMember member =
          types.struct(inside).flatMap(layout -> layout.member(name)).orElse(null);
      if (member == null) {
        return Optional.empty();
      }
      String type = member.typeName();
      int count = type.indexOf('[');
      inside = count < 0 ? type : type.substring(0, count);
      int index =
          bracket < 0 ? 0 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1));
      if (index > 0) {
        int elements = member.arrayLength();
        if (index >= elements) {
          return Optional.empty();
        }
        offset += index * (member.size() / elements);
      }
      offset += member.offset();
      int size = bracket < 0 || count < 0 ? member.size() : elementSize(member);
      last =
          new StructMember(
              path,
              offset,
              size,
              member.bitOffset(),
              member.bitSize(),
              bracket < 0 ? type : inside);
    }
    return Optional.ofNullable(last);
  }

  private static int elementSize(StructMember array) {
    int elements = array.arrayLength();
    return elements == 0 ? 0 : array.size() / elements;
  }

  /// Whether reads were refused because walks made more than honest memory needs.
  public boolean exhausted() {
    return readsLeft <= 0;
  }

  private int load(long unmasked) {
    if (readsLeft <= 0) {
      return ABSENT_PAGE;
    }
    readsLeft--;
    long page = unmasked & addressMask;
    int slot = (int) (page >>> 12 ^ page >>> 22) & (CACHED_PAGES - 1);
    if (cachedPages[slot] != page) {
      byte[] bytes = cached[slot];
      if (bytes == null) {
        bytes = new byte[PAGE];
        cached[slot] = bytes;
      }
      cachedLengths[slot] = space.read(page, bytes, 0, PAGE);
      cachedPages[slot] = page;
    }
    return slot;
  }
}
