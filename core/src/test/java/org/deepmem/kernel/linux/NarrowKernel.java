package org.deepmem.kernel.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.SparseImage;
import org.deepmem.paging.TestPageTables;
import org.deepmem.symbols.BtfBytes;
import org.deepmem.symbols.BtfBytes.Member;
import org.deepmem.symbols.KallsymsBytes;
import org.deepmem.symbols.KallsymsTables;
import org.deepmem.symbols.Symbol;
import org.deepmem.symbols.SymbolFiles;

/// A 32-bit kernel with PAE of a few pages, as Debian builds them: its image is a part of the
/// direct map at 3 GB and was moved by KASLR, kallsyms has functions only, and there is no BTF.
/// What it lacks is in files: a System.map as linked, and detached BTF. One slab of tasks, whose
/// free pointers are hidden; one of its four slots is on its own free list, one on the CPU's.
final class NarrowKernel {
  static final long PAGE_OFFSET = 0xc0000000L;
  static final long MEMORY = 64L << 20;
  static final long KASLR = 0x1000000;
  static final String RELEASE = "6.1.0-tiny-686-pae";

  /// 32-byte aligned, in a page that holds other tables: a process's top table.
  static final long PROCESS_ROOT = 0x1460;

  /// Memory of user mode that the process maps above 2 GB.
  static final long USER = 0xbf800000L;

  private static final long LINKED_TEXT = PAGE_OFFSET + 0x1000000;
  private static final long TEXT = LINKED_TEXT + KASLR;
  private static final long KALLSYMS = TEXT + 0x300000;
  private static final long DATA = TEXT + 0x400000;
  private static final long ROOT = TEXT + 0x500000;
  private static final long PER_CPU = TEXT + 0x600000;
  private static final long DESCRIPTORS = PAGE_OFFSET + 0x100000;
  private static final int DESCRIPTOR = 32;

  /// Below the linked per-CPU area: the offset is "negative", and sums wrap around.
  private static final long CPU_AREA = PAGE_OFFSET + 0x20000;

  private static final long CACHE = PAGE_OFFSET + 0x30000;
  private static final long NODE = PAGE_OFFSET + 0x30100;
  private static final long NAME = PAGE_OFFSET + 0x30200;
  private static final int RANDOM = 0x9badf00d;
  private static final int SLOT = 64;
  private static final int FREE_POINTER = 32;
  private static final long SLAB_FRAME = 0x400;

  /// First slot of the tasks' slab.
  static final long SLAB = PAGE_OFFSET + SLAB_FRAME * 4096;

  static final long INIT_TASK = DATA + 0x100;

  final SparseImage image = new SparseImage();

  NarrowKernel(boolean withVmcoreInfo) {
    TestPageTables tables = TestPageTables.x86Pae(image, ROOT - PAGE_OFFSET);
    for (long at = 0; at < MEMORY; at += 0x200000) {
      tables.map(PAGE_OFFSET + at, at, 2);
    }
    long directory = tables.entryAddress(PAGE_OFFSET, 2) & -4096;
    tables.entry(PAGE_OFFSET, 3, directory | 1); // writable is reserved there
    TestPageTables process = TestPageTables.x86Pae(image, PROCESS_ROOT);
    process.map(USER, 0x5000).entry(PAGE_OFFSET, 3, directory | 1);
    long userDirectory = process.entryAddress(USER, 2) & -4096;
    process.entry(USER, 3, userDirectory | 1);
    text(DATA, "Linux version " + RELEASE + " (me@here) #1 SMP");
    text(DATA + 0x900 + 130, RELEASE);
    word(DATA + 0x804, DESCRIPTORS).word(DATA + 0x808, 1).word(DATA + 0x810, 1);
    word(DATA + 0x820, CPU_AREA - PER_CPU).word(DATA + 0x830, CACHE);
    KallsymsBytes kallsyms = new KallsymsBytes(KALLSYMS);
    KallsymsTables where = kallsyms.write(functions(), TEXT, true);
    image.put(KALLSYMS - PAGE_OFFSET, kallsyms.bytes());
    slab();
    task(INIT_TASK, 0, "swapper/0", SLAB, SLAB + 3 * SLOT);
    task(SLAB, 1, "init", SLAB + 3 * SLOT, INIT_TASK);
    task(SLAB + 3 * SLOT, 2, "kthreadd", INIT_TASK, SLAB);
    if (withVmcoreInfo) {
      text(PAGE_OFFSET + 0x3000, vmcoreInfo(where));
    }
  }

  private NarrowKernel word(long address, long value) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    image.put(address - PAGE_OFFSET, bytes);
    return this;
  }

  private void text(long address, String text) {
    image.put(address - PAGE_OFFSET, (text + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  private void task(long address, int pid, String comm, long next, long previous) {
    word(address, pid).word(address + 4, next + 4).word(address + 8, previous + 4);
    text(address + 12, comm);
  }

  /// Slots: 0 init, 1 on the slab's list, 2 on the CPU's, 3 kthreadd.
  private void slab() {
    long list = DATA + 0x840;
    word(list, CACHE + 24).word(list + 4, CACHE + 24);
    word(CACHE, PER_CPU + 0x40).word(CACHE + 4, SLOT).word(CACHE + 8, SLOT);
    word(CACHE + 12, FREE_POINTER).word(CACHE + 16, 1).word(CACHE + 20, NAME);
    word(CACHE + 24, list).word(CACHE + 28, list).word(CACHE + 32, RANDOM).word(CACHE + 36, NODE);
    word(NODE, NODE).word(NODE + 4, NODE);
    text(NAME, "task_struct");
    long descriptor = DESCRIPTORS + SLAB_FRAME * DESCRIPTOR;
    word(descriptor, 1 << 9).word(descriptor + 4, CACHE).word(descriptor + 16, SLAB + SLOT);
    word(descriptor + 20, 4 << 16 | 3);
    word(CPU_AREA + 0x40, SLAB + 2 * SLOT).word(CPU_AREA + 0x44, descriptor);
    hide(SLAB + SLOT + FREE_POINTER, 0);
    hide(SLAB + 2 * SLOT + FREE_POINTER, 0);
  }

  private void hide(long place, long next) {
    word(place, next ^ RANDOM ^ Integer.reverseBytes((int) place));
  }

  private static List<Symbol> functions() {
    List<Symbol> symbols = new ArrayList<>();
    symbols.add(new Symbol("_stext", TEXT, 'T'));
    for (int i = 0; i < 300; i++) {
      symbols.add(new Symbol("function_" + i, TEXT + 0x1000 + i * 64L, 't'));
    }
    return symbols;
  }

  private static String vmcoreInfo(KallsymsTables where) {
    return """
        OSRELEASE=%s
        SYMBOL(init_uts_ns)=%x
        OFFSET(uts_namespace.name)=0
        SYMBOL(swapper_pg_dir)=%x
        SYMBOL(_stext)=%x
        SYMBOL(kallsyms_num_syms)=%x
        SYMBOL(kallsyms_names)=%x
        SYMBOL(kallsyms_token_table)=%x
        SYMBOL(kallsyms_token_index)=%x
        SYMBOL(kallsyms_offsets)=%x
        SYMBOL(kallsyms_relative_base)=%x
        CONFIG_X86_PAE=y
        """
        .formatted(
            RELEASE,
            DATA + 0x900,
            ROOT,
            TEXT,
            where.numSyms(),
            where.names(),
            where.tokenTable(),
            where.tokenIndex(),
            where.offsets(),
            where.relativeBase());
  }

  /// System.map and detached BTF, as files.
  static SymbolFiles symbolFiles(Path folder) throws IOException {
    StringBuilder map = new StringBuilder();
    symbol(map, TEXT, "T _text");
    symbol(map, TEXT, "T _stext");
    symbol(map, DATA, "R linux_banner");
    symbol(map, INIT_TASK, "D init_task");
    symbol(map, DATA + 0x804, "B mem_map");
    symbol(map, DATA + 0x808, "D nr_cpu_ids");
    symbol(map, DATA + 0x810, "D __cpu_possible_mask");
    symbol(map, DATA + 0x820, "D __per_cpu_offset");
    symbol(map, DATA + 0x830, "d task_struct_cachep");
    symbol(map, DATA + 0x840, "D slab_caches");
    return SymbolFiles.open(
        List.of(
            Files.writeString(folder.resolve("System.map"), map),
            Files.write(folder.resolve("kernel.btf"), types())));
  }

  private static void symbol(StringBuilder map, long running, String text) {
    map.append("%08x %s\n".formatted(running - KASLR, text));
  }

  /// Layouts as a compiler for 32 bits makes them.
  static byte[] types() {
    BtfBytes btf = new BtfBytes();
    int word = btf.integer("long unsigned int", 4);
    int number = btf.integer("int", 4);
    int pointer = btf.pointer(0);
    int list =
        btf.struct("list_head", 8, Member.at("next", pointer, 0), Member.at("prev", pointer, 4));
    int comm = btf.array(btf.integer("char", 1), 16);
    btf.struct(
        "task_struct",
        SLOT,
        Member.at("pid", number, 0),
        Member.at("tasks", list, 4),
        Member.at("comm", comm, 12));
    btf.struct("page", DESCRIPTOR, Member.at("flags", word, 0));
    btf.struct(
        "slab",
        DESCRIPTOR,
        Member.at("slab_cache", pointer, 4),
        Member.at("slab_list", list, 8),
        Member.at("freelist", pointer, 16),
        new Member("inuse", number, 20 * 8, 16),
        new Member("objects", number, 22 * 8, 15));
    btf.struct(
        "kmem_cache",
        40,
        Member.at("cpu_slab", pointer, 0),
        Member.at("size", number, 4),
        Member.at("object_size", number, 8),
        Member.at("offset", number, 12),
        Member.at("refcount", number, 16),
        Member.at("name", pointer, 20),
        Member.at("list", list, 24),
        Member.at("random", word, 32),
        Member.at("node", btf.array(pointer, 1), 36));
    btf.struct(
        "kmem_cache_cpu", 8, Member.at("freelist", pointer, 0), Member.at("slab", pointer, 4));
    btf.struct("kmem_cache_node", 8, Member.at("partial", list, 0));
    return btf.bytes();
  }
}
