package org.deepmem.kernel.windows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.SparseImage;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.symbols.SymbolFiles;
import org.deepmem.symbols.TypeTable;
import org.deepmem.symbols.WindowsLayouts;

/// A Windows 7 SP1 of a few pages that a test writes: real page tables that map themselves, a
/// kernel with headers, exports, debug record and debugger block, 64 pages of pool, and only the
/// objects that the test names.
public final class TestWindows {
  public static final int TABLES = 0x1000;
  static final long SHARED = 0x60_0000;

  private static final int KERNEL_PAGES = 16;
  private static final int POOL_PAGES = 64;
  private static final long KERNEL_AT = 0x40_0000;
  private static final long POOL_AT = 0x50_0000;
  private static final int EXPORTS = 0x2000;
  private static final int DEBUG = 0x3000;
  private static final int KDBG = 0x4000;
  private static final int PROCESSES = 0x5120;
  private static final int MODULES = 0x5100;
  private static final int LAB = 0x5200;

  final boolean wide;
  public final int word;
  public final long kernel;
  public final long pool;
  final TypeTable layout;
  public final SparseImage image = new SparseImage();
  private long nextTable = 0x1_0000;

  public TestWindows(boolean wide) {
    this.wide = wide;
    word = wide ? 8 : 4;
    kernel = wide ? 0xffff_f800_0280_0000L : 0x8280_0000L;
    pool = wide ? 0xffff_fa80_0100_0000L : 0x8400_0000L;
    layout = WindowsLayouts.of(wide ? "win7sp1x64" : "win7sp1x86").orElseThrow();
    image.present(TABLES);
    if (wide) {
      image.put(TABLES + 8L * 0x1ed, TABLES | 0x63L);
    } else {
      for (int i = 0; i < 4; i++) {
        long directory = 0x2000 + 0x1000L * i;
        image.present(directory).put(TABLES + 8L * i, directory | 1);
        image.put(0x5000 + 8L * i, directory | 0x63L);
      }
    }
    map(kernel, KERNEL_AT, KERNEL_PAGES);
    map(pool, POOL_AT, POOL_PAGES);
    map(wide ? 0xffff_f780_0000_0000L : 0xffdf_0000L, SHARED, 1);
    emptyList(kernel + PROCESSES);
    emptyList(kernel + MODULES);
    writeKernel("ntkrpamp.pdb");
    number(kernel + 0x5010, 0xf000_0000L | 7601, 4);
    text(kernel + LAB, "7601.17514.x86fre.win7sp1_rtm.101119-1850");
    put(SHARED + 0x26c, 6, 4);
    put(SHARED + 0x270, 1, 4);
  }

  private void map(long address, long physical, int pages) {
    for (int page = 0; page < pages; page++) {
      long at = address + 0x1000L * page;
      long target = physical + 0x1000L * page;
      image.present(target);
      image.put(entry(at), target | 0x63);
    }
  }

  /// Physical address of the lowest entry for an address; missing tables are made.
  long entry(long address) {
    long table = wide ? TABLES : 0x2000 + 0x1000L * (address >>> 30);
    for (int level = wide ? 4 : 2; level > 1; level--) {
      long at = table + 8 * (address >>> 12 + 9 * (level - 1) & 511);
      long value = get(at, 8);
      if (value == 0) {
        image.present(nextTable).put(at, nextTable | 0x63);
        value = nextTable;
        nextTable += 0x1000;
      }
      table = value & ~0xfffL;
    }
    return table + 8 * (address >>> 12 & 511);
  }

  void writeKernel(String symbols) {
    text(kernel, "MZ");
    number(kernel + 0x3c, 0x80, 4);
    text(kernel + 0x80, "PE");
    number(kernel + 0x98, wide ? 0x20b : 0x10b, 2);
    number(kernel + 0x98 + 56, KERNEL_PAGES * 0x1000L, 4);
    long directories = kernel + 0x98 + (wide ? 112 : 96);
    number(directories, EXPORTS, 4);
    number(directories + 48, DEBUG, 4);
    number(directories + 52, 28, 4);
    number(kernel + DEBUG + 12, 2, 4);
    number(kernel + DEBUG + 20, DEBUG + 0x100, 4);
    text(kernel + DEBUG + 0x100, "RSDS");
    for (int i = 0; i < 16; i++) {
      number(kernel + DEBUG + 0x104 + i, i + 1, 1);
    }
    number(kernel + DEBUG + 0x114, 2, 4);
    text(kernel + DEBUG + 0x118, symbols);
    long exports = kernel + EXPORTS;
    number(exports + 12, EXPORTS + 0x200, 4);
    text(exports + 0x200, "ntoskrnl.exe");
    number(exports + 20, 1, 4);
    number(exports + 24, 1, 4);
    number(exports + 28, EXPORTS + 0x40, 4);
    number(exports + 32, EXPORTS + 0x60, 4);
    number(exports + 36, EXPORTS + 0x80, 4);
    number(exports + 0x40, 0x5010, 4);
    number(exports + 0x60, EXPORTS + 0x100, 4);
    text(exports + 0x100, "NtBuildNumber");
    long block = kernel + KDBG;
    text(block + 0x10, "KDBG");
    number(block + 0x14, 0x340, 4);
    signExtended(block + 0x18, kernel);
    signExtended(block + 0x48, kernel + MODULES);
    signExtended(block + 0x50, kernel + PROCESSES);
    signExtended(block + 0x208, kernel + LAB);
  }

  private void signExtended(long at, long address) {
    number(at, wide ? address : (int) address, 8);
  }

  /// Address of the list of processes.
  public long processHead() {
    return kernel + PROCESSES;
  }

  /// Makes the kernel's debugger block unreadable, as from Windows 8 on.
  void encodeKdbg() {
    number(kernel + KDBG + 0x10, 0x1234_5678, 4);
  }

  /// A pool block's header.
  ///
  /// @param tag four characters; the high bit of the last is set where it is protected
  /// @param type 0 = free
  public void block(long at, int before, int bytes, String tag, boolean isProtected, int type) {
    int unit = 2 * word;
    int bits = wide ? 8 : 9;
    number(at, before / unit, 2);
    number(at + 2, bytes / unit | type << bits, 2);
    byte[] name = tag.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 4; i++) {
      number(at + 4 + i, name[i] | (isProtected && i == 3 ? 0x80 : 0), 1);
    }
  }

  /// An object in a block of a page of its own, at the block's end, behind a handle-information
  /// header; the rest of the page is another block.
  ///
  /// @return address of the object
  public long pooled(
      int page, String type, int index, String tag, boolean isProtected, int poolType) {
    int unit = 2 * word;
    int head = 2 * word + 2 * word + (wide ? 0x30 : 0x18);
    int bytes = head + layout.requireStruct(type).size() + unit - 1 & -unit;
    long at = pool + 0x1000L * page;
    block(at, 0, bytes, tag, isProtected, poolType);
    block(at + bytes, bytes, 0x1000 - bytes, "Rest", false, 2);
    long object = at + bytes - (layout.requireStruct(type).size() + unit - 1 & -unit);
    header(object, index, 4);
    return object;
  }

  /// An object header with one reference.
  public void header(long object, int index, int mask) {
    long header = object - (wide ? 0x30 : 0x18);
    number(header, 1, word);
    number(header + (wide ? 0x18 : 0xc), index, 1);
    number(header + (wide ? 0x1a : 0xe), mask, 1);
  }

  /// A process's members, its lists empty.
  public void process(long at, String name, int pid) {
    set(at, "_EPROCESS", "Pcb.Header.Type", 3);
    set(at, "_EPROCESS", "Pcb.DirectoryTableBase", TABLES);
    set(at, "_EPROCESS", "UniqueProcessId", pid);
    text(member(at, "_EPROCESS", "ImageFileName"), name);
    for (String list :
        new String[] {"Pcb.Header.WaitListHead", "Pcb.ThreadListHead", "ThreadListHead"}) {
      emptyList(member(at, "_EPROCESS", list));
    }
  }

  public long member(long at, String type, String path) {
    return at + layout.requireMember(type, path).offset();
  }

  public void set(long at, String type, String path, long value) {
    number(member(at, type, path), value, layout.requireMember(type, path).size());
  }

  /// Address of the list of modules.
  public long moduleHead() {
    return kernel + MODULES;
  }

  void emptyList(long head) {
    ring(head);
  }

  /// Links entries into a ring.
  public void ring(long... entries) {
    for (int i = 0; i < entries.length; i++) {
      number(entries[i], entries[(i + 1) % entries.length], word);
      number(entries[i] + word, entries[(i + entries.length - 1) % entries.length], word);
    }
  }

  public void text(long at, String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      number(at + i, bytes[i], 1);
    }
  }

  public void number(long at, long value, int size) {
    put(physical(at), value, size);
  }

  private void put(long physical, long value, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    image.put(physical, bytes);
  }

  private long get(long physical, int size) {
    byte[] bytes = new byte[8];
    image.read(physical, bytes, 0, size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  public long physical(long address) {
    return Long.compareUnsigned(address, pool) >= 0
        ? address - pool + POOL_AT
        : address - kernel + KERNEL_AT;
  }

  MemoryImage image() {
    return image;
  }

  Optional<WindowsPlace> place() {
    return new WindowsFinder(image).place();
  }

  WindowsKernel found() throws KernelNotFoundException {
    return place().orElseThrow().kernel(SymbolFiles.NONE);
  }
}
