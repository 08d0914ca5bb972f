package org.deepmem.lab.synthesis.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Virtual memory to write to and read from, little-endian. Addresses of 32-bit systems are
/// zero-extended. Pages must be mapped before; an access to one that isn't is an error in the
/// synthesis and throws [IllegalStateException] with the address.
public abstract sealed class WritableMemory permits KernelMemory, UserSpace {
  private static final VarHandle U16 = view(short[].class);
  private static final VarHandle U32 = view(int[].class);
  private static final VarHandle U64 = view(long[].class);
  private static final int MASK = PhysicalMemory.PAGE - 1;

  final WindowsSystem system;
  final PhysicalMemory physical;
  final PageMap pages = new PageMap();
  private final StructurePaths paths;

  WritableMemory(WindowsSystem system, PhysicalMemory physical, StructurePaths paths) {
    this.system = system;
    this.physical = physical;
    this.paths = paths;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /// Whether the page of this address has a frame.
  public boolean mapped(long va) {
    return pages.get(va >>> 12) >= 0;
  }

  /// Physical address of a mapped virtual one.
  public long physicalAddress(long va) {
    return ((long) pfn(va) << 12) | (va & MASK);
  }

  private int pfn(long va) {
    int pfn = pages.get(va >>> 12);
    if (pfn < 0) {
      throw new IllegalStateException("nothing is mapped at 0x%x".formatted(va));
    }
    return pfn;
  }

  private byte[] page(long va) {
    return physical.frame(pfn(va));
  }

  /// A structure at an address, by its name in the layouts.
  public StructureWriter at(String type, long va) {
    return new StructureWriter(this, paths, type, va);
  }

  public void bytes(long va, byte[] value) {
    bytes(va, value, 0, value.length);
  }

  /// Writes `value[from .. from + count)`.
  public void bytes(long va, byte[] value, int from, int count) {
    long at = va;
    int start = from;
    int left = count;
    while (left > 0) {
      int offset = (int) (at & MASK);
      int n = Math.min(left, PhysicalMemory.PAGE - offset);
      System.arraycopy(value, start, page(at), offset, n);
      at += n;
      start += n;
      left -= n;
    }
  }

  /// Reads bytes.
  public byte[] bytes(long va, int count) {
    byte[] result = new byte[count];
    for (int done = 0; done < count; ) {
      int offset = (int) ((va + done) & MASK);
      int n = Math.min(count - done, PhysicalMemory.PAGE - offset);
      byte[] page = physical.written(pfn(va + done));
      if (page != null) {
        System.arraycopy(page, offset, result, done, n);
      }
      done += n;
    }
    return result;
  }

  /// Writes zeros.
  public void zero(long va, int count) {
    bytes(va, new byte[count]);
  }

  /// Writes UTF-16 without a terminator.
  public void utf16(long va, String text) {
    bytes(va, text.getBytes(StandardCharsets.UTF_16LE));
  }

  /// Writes ASCII without a terminator.
  public void ascii(long va, String text) {
    bytes(va, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void u8(long va, long value) {
    page(va)[(int) (va & MASK)] = (byte) value;
  }

  public void u16(long va, long value) {
    if ((va & MASK) <= MASK - 1) {
      U16.set(page(va), (int) (va & MASK), (short) value);
    } else {
      number(va, value, 2);
    }
  }

  public void u32(long va, long value) {
    if ((va & MASK) <= MASK - 3) {
      U32.set(page(va), (int) (va & MASK), (int) value);
    } else {
      number(va, value, 4);
    }
  }

  public void u64(long va, long value) {
    if ((va & MASK) <= MASK - 7) {
      U64.set(page(va), (int) (va & MASK), value);
    } else {
      number(va, value, 8);
    }
  }

  /// Writes a word of 4 or 8 bytes, by the system.
  public void pointer(long va, long value) {
    if (system.is64Bit()) {
      u64(va, value);
    } else {
      u32(va, value);
    }
  }

  /// Writes the low `size` bytes of a number; 1 to 8.
  void number(long va, long value, int size) {
    for (int i = 0; i < size; i++) {
      u8(va + i, value >>> (8 * i));
    }
  }

  public int u8(long va) {
    return page(va)[(int) (va & MASK)] & 0xff;
  }

  public int u16(long va) {
    return (int) number(va, 2);
  }

  /// Reads 32 bits, zero-extended.
  public long u32(long va) {
    return (va & MASK) <= MASK - 3
        ? (int) U32.get(page(va), (int) (va & MASK)) & 0xffffffffL
        : number(va, 4);
  }

  public long u64(long va) {
    return (va & MASK) <= MASK - 7 ? (long) U64.get(page(va), (int) (va & MASK)) : number(va, 8);
  }

  public long pointer(long va) {
    return system.is64Bit() ? u64(va) : u32(va);
  }

  /// Reads `size` bytes as a number, zero-extended; 1 to 8.
  long number(long va, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | u8(va + i);
    }
    return value;
  }
}
