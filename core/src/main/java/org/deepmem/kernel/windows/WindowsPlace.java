package org.deepmem.kernel.windows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deepmem.image.CrashNotes;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelNotFoundException;
import org.deepmem.kernel.KernelPlace;
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.PdbId;
import org.deepmem.symbols.SymbolFiles;

/// Where a Windows kernel is: enough for a graph and a scan, whatever its build. Safe for use by
/// several threads.
public final class WindowsPlace implements KernelPlace {
  private final Paging paging;
  private final long root;
  private final String source;
  private final PeImage kernel;
  private final Optional<PdbId> pdb;
  private final Map<String, Long> exports;
  private final Optional<Kdbg> kdbg;
  private final Optional<WindowsBuild> build;

  private WindowsPlace(TableSearch.Root root, PeImage kernel) {
    this.paging = root.paging();
    this.root = root.address();
    this.source = root.source();
    this.kernel = kernel;
    pdb = kernel.pdb();
    exports = Map.copyOf(kernel.exports());
    kdbg = Kdbg.find(kernel);
    build = WindowsBuild.of(kernel, exports, kdbg, paging);
  }

  static WindowsPlace of(TableSearch.Root root, PeImage kernel) {
    return new WindowsPlace(root, kernel);
  }

  @Override
  public AddressSpace space() {
    return kernel.space();
  }

  @Override
  public String family() {
    return paging.wide() ? "windows-x64" : "windows-x86";
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<String> release() {
    return build.map(found -> found.title(paging.wide()));
  }

  /// Name, GUID and age of the kernel's symbol file, where its debug record is in the dump.
  public Optional<PdbId> pdb() {
    return pdb;
  }

  /// Virtual address of the kernel's image.
  public long kernelBase() {
    return kernel.base();
  }

  /// Physical address of the top page table, as in CR3.
  public long directoryTableBase() {
    return root;
  }

  @Override
  public List<KernelFact> facts() {
    return WindowsFacts.of(this);
  }

  @Override
  public WindowsKernel kernel(SymbolFiles files) throws KernelNotFoundException {
    return WindowsKernels.of(this, files);
  }

  Paging paging() {
    return paging;
  }

  PeImage image() {
    return kernel;
  }

  Map<String, Long> exports() {
    return exports;
  }

  /// What the header says, where the dump is a crash dump.
  Optional<CrashNotes> crash() {
    return kernel.space().image().notes().crash();
  }

  Optional<Kdbg> kdbg() {
    return kdbg;
  }

  Optional<WindowsBuild> build() {
    return build;
  }
}
