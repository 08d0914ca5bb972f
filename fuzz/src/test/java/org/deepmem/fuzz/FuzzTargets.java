package org.deepmem.fuzz;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.deepmem.image.CrashDumpFuzz;
import org.deepmem.image.ElfCoreFuzz;
import org.deepmem.image.FlattenedFuzz;
import org.deepmem.image.KdumpFuzz;
import org.deepmem.image.LimeFuzz;
import org.deepmem.image.RawFuzz;
import org.deepmem.paging.PageTableFuzz;
import org.deepmem.symbols.BtfFuzz;
import org.deepmem.symbols.KallsymsFuzz;
import org.deepmem.symbols.PdbIdFuzz;
import org.deepmem.symbols.SymbolFileFuzz;
import org.deepmem.symbols.VmlinuxFuzz;

/// The table of targets: a new one is an entry here.
public final class FuzzTargets {
  private static final SortedMap<String, Supplier<FuzzTarget>> TARGETS = new TreeMap<>();

  static {
    TARGETS.put("btf", BtfFuzz::new);
    TARGETS.put("compressed-symbols", SymbolFileFuzz::compressed);
    TARGETS.put("crash-dump", CrashDumpFuzz::new);
    TARGETS.put("elf-core", ElfCoreFuzz::new);
    TARGETS.put("flattened", FlattenedFuzz::new);
    TARGETS.put("isf", SymbolFileFuzz::isf);
    TARGETS.put("kallsyms", KallsymsFuzz::new);
    TARGETS.put("kdump", KdumpFuzz::new);
    TARGETS.put("lime", LimeFuzz::new);
    TARGETS.put("page-tables-pae", () -> new PageTableFuzz(PageTableFuzz.Mode.PAE));
    TARGETS.put("page-tables-x64", () -> new PageTableFuzz(PageTableFuzz.Mode.X64));
    TARGETS.put("page-tables-x86", () -> new PageTableFuzz(PageTableFuzz.Mode.X86));
    TARGETS.put("pdb-id", PdbIdFuzz::new);
    TARGETS.put("raw", RawFuzz::new);
    TARGETS.put("system-map", SymbolFileFuzz::systemMap);
    TARGETS.put("vmlinux", VmlinuxFuzz::new);
  }

  private FuzzTargets() {}

  /// Names of all targets, sorted.
  static Iterable<String> names() {
    return TARGETS.keySet();
  }

  /// @throws IllegalArgumentException when there is none of this name
  static FuzzTarget of(String name) {
    Supplier<FuzzTarget> target = TARGETS.get(name);
    if (target == null) {
      throw new IllegalArgumentException(
          "no target %s; one of %s".formatted(name, TARGETS.keySet()));
    }
    return target.get();
  }
}
