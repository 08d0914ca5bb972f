package org.deepmem.kernel.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.image.SparseImage;
import org.deepmem.paging.TestPageTables;
import org.deepmem.symbols.BtfBytes;
import org.deepmem.symbols.BtfBytes.Member;
import org.deepmem.symbols.KallsymsBytes;
import org.deepmem.symbols.KallsymsTables;
import org.deepmem.symbols.Symbol;

/// A kernel of a few pages that describes itself as a real one does: page tables that map an image
/// of 8 MB by 2 MB pages and a direct map, VMCOREINFO, kallsyms, BTF, a banner, per-CPU areas, and
/// two tasks on a list.
public final class TinyKernel {
  public static final long KASLR = 0x2000000;
  public static final long TEXT = 0xffffffff81000000L + KASLR;
  public static final long PHYSICAL = 0x1000000;
  static final long PHYS_BASE = PHYSICAL - (TEXT - 0xffffffff80000000L);

  static final String RELEASE = "6.1.0-tiny";
  static final String BANNER = "Linux version 6.1.0-tiny (me@here) #1 SMP";

  public static final long BTF = TEXT + 0x200000;
  public static final long KALLSYMS = TEXT + 0x300000;
  private static final long DATA = TEXT + 0x400000;
  public static final long ROOT = TEXT + 0x500000;

  public static final long INIT_TASK = DATA + 0x100;
  public static final long VMCOREINFO = 0x3000;

  public final SparseImage image = new SparseImage();
  final BtfBytes btf = new BtfBytes();
  final long directMap;
  final long otherTask;
  private final int levels;
  private final boolean withVmcoreInfo;

  public TinyKernel(int levels, boolean withVmcoreInfo) {
    this.levels = levels;
    directMap = levels == 5 ? 0xff11000000000000L : 0xffff888000000000L;
    otherTask = directMap + 0x5000;
    this.withVmcoreInfo = withVmcoreInfo;
  }

  /// Where an address lies in the image.
  public long physical(long address) {
    return Long.compareUnsigned(address, TEXT) >= 0
        ? address - TEXT + PHYSICAL
        : address - directMap;
  }

  private void put(long address, long value) {
    image.put(physical(address), value);
  }

  private void put(long address, String text) {
    image.put(physical(address), (text + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  /// Writes everything.
  public TinyKernel build() {
    TestPageTables tables = new TestPageTables(image, physical(ROOT), levels);
    for (long at = 0; at < 0x800000; at += 0x200000) {
      tables.map(TEXT + at, PHYSICAL + at, 2);
    }
    for (long at = 0; at < 0x10000; at += 0x1000) {
      tables.map(directMap + at, at);
    }
    byte[] types = types();
    image.put(physical(BTF), types);
    put(DATA, BANNER);
    task(INIT_TASK, 0, "swapper/0", otherTask, otherTask);
    task(otherTask, 1, "init", INIT_TASK, INIT_TASK);
    put(DATA + 0x800, directMap);
    put(DATA + 0x808, 2);
    put(DATA + 0x810, 0b11);
    put(DATA + 0x820, 0x7000);
    put(DATA + 0x828, 0x8000);
    put(DATA + 0x900 + 130, RELEASE);
    KallsymsBytes kallsyms = new KallsymsBytes(KALLSYMS);
    KallsymsTables where = kallsyms.write(symbols(types.length), TEXT, true);
    image.put(physical(KALLSYMS), kallsyms.bytes());
    if (withVmcoreInfo) {
      put(directMap + VMCOREINFO, vmcoreInfo(where));
    }
    return this;
  }

  private byte[] types() {
    int u32 = btf.integer("unsigned int", 4);
    int chars = btf.array(btf.integer("char", 1), 16);
    int list = btf.struct("list_head", 16, Member.at("next", btf.pointer(5), 0));
    int parent = btf.pointer(7);
    if (list != 5 || parent != 6) {
      throw new AssertionError("ids count up");
    }
    btf.struct(
        "task_struct",
        64,
        Member.at("pid", u32, 0),
        new Member("flag", u32, 4 * 8 + 3, 2),
        Member.at("tasks", list, 8),
        Member.at("comm", chars, 24),
        Member.at("parent", parent, 40));
    return btf.bytes();
  }

  private void task(long address, int pid, String comm, long next, long parent) {
    put(address, pid | 0b10_000L << 32);
    put(address + 8, next + 8);
    put(address + 24, comm);
    put(address + 40, parent);
  }

  private static List<Symbol> symbols(int btfLength) {
    List<Symbol> symbols = new ArrayList<>();
    symbols.add(new Symbol("cpu_number", 0x20, 'A'));
    symbols.add(new Symbol("_text", TEXT, 'T'));
    for (int i = 0; i < 300; i++) {
      symbols.add(new Symbol("function_" + i, TEXT + 0x1000 + i * 64L, 't'));
    }
    symbols.add(new Symbol("__start_BTF", BTF, 'r'));
    symbols.add(new Symbol("__stop_BTF", BTF + btfLength, 'r'));
    symbols.add(new Symbol("linux_banner", DATA, 'R'));
    symbols.add(new Symbol("init_task", INIT_TASK, 'D'));
    symbols.add(new Symbol("page_offset_base", DATA + 0x800, 'D'));
    symbols.add(new Symbol("nr_cpu_ids", DATA + 0x808, 'D'));
    symbols.add(new Symbol("__cpu_possible_mask", DATA + 0x810, 'D'));
    symbols.add(new Symbol("__per_cpu_offset", DATA + 0x820, 'D'));
    return symbols;
  }

  private String vmcoreInfo(KallsymsTables where) {
    return """
        OSRELEASE=%s
        SYMBOL(init_uts_ns)=%x
        OFFSET(uts_namespace.name)=0
        SYMBOL(swapper_pg_dir)=%x
        NUMBER(phys_base)=%d
        NUMBER(pgtable_l5_enabled)=%d
        KERNELOFFSET=%x
        SYMBOL(kallsyms_num_syms)=%x
        SYMBOL(kallsyms_names)=%x
        SYMBOL(kallsyms_token_table)=%x
        SYMBOL(kallsyms_token_index)=%x
        SYMBOL(kallsyms_offsets)=%x
        SYMBOL(kallsyms_relative_base)=%x
        """
        .formatted(
            RELEASE,
            DATA + 0x900,
            ROOT,
            PHYS_BASE,
            levels - 4,
            KASLR,
            where.numSyms(),
            where.names(),
            where.tokenTable(),
            where.tokenIndex(),
            where.offsets(),
            where.relativeBase());
  }
}
