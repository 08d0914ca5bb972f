package org.deepmem.fuzz;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deepmem.image.CrashDumpFuzz;
import org.deepmem.image.ElfCoreFuzz;
import org.deepmem.image.FlattenedFuzz;
import org.deepmem.image.KdumpFuzz;
import org.deepmem.image.LimeFuzz;
import org.deepmem.image.RawFuzz;
import org.deepmem.kernel.linux.LinuxFinderFuzz;
import org.deepmem.kernel.linux.LinuxLayoutsFuzz;
import org.deepmem.kernel.linux.LinuxMembersFuzz;
import org.deepmem.kernel.linux.LinuxSlabsFuzz;
import org.deepmem.kernel.linux.LinuxTreesFuzz;
import org.deepmem.kernel.linux.LinuxWalksFuzz;
import org.deepmem.kernel.windows.WindowsFuzz;
import org.deepmem.label.TruthFileFuzz;
import org.deepmem.paging.PageTableFuzz;
import org.deepmem.report.ResultFuzz;
import org.deepmem.report.TextsFuzz;
import org.deepmem.symbols.BtfFuzz;
import org.deepmem.symbols.KallsymsFuzz;
import org.deepmem.symbols.PdbIdFuzz;
import org.deepmem.symbols.SymbolFileFuzz;
import org.deepmem.symbols.VmlinuxFuzz;
import org.deepmem.tensors.TensorFilesFuzz;

/// The table of targets: a new one is an entry here.
public final class FuzzTargets {
  /// A target that fails, to try the fuzzing itself.
  static final String BROKEN = "broken";

  private static final SortedMap<String, Supplier<FuzzTarget>> TARGETS = new TreeMap<>();

  static {
    images();
    symbols();
    kernels();
    files();
  }

  private FuzzTargets() {}

  /// Names of all targets, sorted.
  static Stream<String> names() {
    return TARGETS.keySet().stream();
  }

  /// @throws IllegalArgumentException when there is none of this name
  static FuzzTarget of(String name) {
    Supplier<FuzzTarget> target = name.equals(BROKEN) ? BrokenFuzz::new : TARGETS.get(name);
    if (target == null) {
      throw new IllegalArgumentException(
          "no target %s; one of %s".formatted(name, TARGETS.keySet()));
    }
    return target.get();
  }

  private static void images() {
    TARGETS.put("crash-dump", CrashDumpFuzz::new);
    TARGETS.put("elf-core", ElfCoreFuzz::new);
    TARGETS.put("flattened", FlattenedFuzz::new);
    TARGETS.put("kdump", KdumpFuzz::new);
    TARGETS.put("lime", LimeFuzz::new);
    TARGETS.put("raw", RawFuzz::new);
    TARGETS.put("page-tables-pae", () -> new PageTableFuzz(PageTableFuzz.Mode.PAE));
    TARGETS.put("page-tables-x64", () -> new PageTableFuzz(PageTableFuzz.Mode.X64));
    TARGETS.put("page-tables-x86", () -> new PageTableFuzz(PageTableFuzz.Mode.X86));
  }

  private static void symbols() {
    TARGETS.put("btf", BtfFuzz::new);
    TARGETS.put("compressed-symbols", SymbolFileFuzz::compressed);
    TARGETS.put("isf", SymbolFileFuzz::isf);
    TARGETS.put("kallsyms", KallsymsFuzz::new);
    TARGETS.put("pdb-id", PdbIdFuzz::new);
    TARGETS.put("system-map", SymbolFileFuzz::systemMap);
    TARGETS.put("vmlinux", VmlinuxFuzz::new);
  }

  private static void kernels() {
    TARGETS.put("linux-finder", LinuxFinderFuzz::new);
    TARGETS.put("linux-layouts", LinuxLayoutsFuzz::new);
    TARGETS.put("linux-members", LinuxMembersFuzz::new);
    TARGETS.put("linux-slabs", LinuxSlabsFuzz::new);
    TARGETS.put("linux-trees", LinuxTreesFuzz::new);
    TARGETS.put("linux-walks", LinuxWalksFuzz::new);
    TARGETS.put("windows-x64", () -> new WindowsFuzz(true));
    TARGETS.put("windows-x86", () -> new WindowsFuzz(false));
  }

  private static void files() {
    TARGETS.put("graph-file", TensorFilesFuzz::graph);
    TARGETS.put("model-file", TensorFilesFuzz::model);
    TARGETS.put("result", ResultFuzz::new);
    TARGETS.put("texts", TextsFuzz::new);
    TARGETS.put("truth-file", TruthFileFuzz::new);
  }
}
