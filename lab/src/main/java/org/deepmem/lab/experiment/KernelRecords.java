package org.deepmem.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deepmem.KernelSearch;
import org.deepmem.detection.Candidate;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.KnownObjects;
import org.deepmem.kernel.linux.LinuxObjects;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.symbols.SymbolFiles;

/// What the kernel's own records give of memory that may be harmed: the ways to find objects that
/// the network is compared with.
final class KernelRecords {
  private static final Set<String> POOL = Set.of("pool");

  private final Kernel kernel;
  private final CanonicalPages pages;

  private KernelRecords(Kernel kernel) {
    this.kernel = kernel;
    pages = CanonicalPages.of(kernel.space());
  }

  /// The kernel of a memory, found anew: harm may lie in the way.
  static KernelRecords of(MemoryImage memory, SymbolFiles symbols) throws IOException {
    return new KernelRecords(KernelSearch.place(memory).kernel(symbols));
  }

  /// What lists, tables and handles lead to.
  ///
  /// @param types that are looked for
  List<Candidate> listed(Set<String> types) {
    List<Candidate> found = new ArrayList<>();
    KnownObjects known = kernel.knownObjects();
    if (known instanceof LinuxObjects linux) {
      for (String type : types) {
        linux.listed(type).forEach(address -> add(type, address, found));
      }
    } else {
      for (KernelObject object : known.find()) {
        Set<String> sources = new TreeSet<>(List.of(object.source().split("\\+", -1)));
        if (types.contains(object.type()) && !sources.equals(POOL)) {
          add(object.type(), object.address(), found);
        }
      }
    }
    return found;
  }

  /// What the allocator has: slots of a type's slab caches (in caches that types share, those that
  /// pass the type's checks), and blocks with a type's pool tag.
  List<Candidate> allocated(Set<String> types) {
    List<Candidate> found = new ArrayList<>();
    KnownObjects known = kernel.knownObjects();
    boolean slabs = known instanceof LinuxObjects;
    for (KernelObject object : known.find()) {
      boolean pooled = object.source().contains("pool");
      if (types.contains(object.type()) && object.live() && (slabs || pooled)) {
        add(object.type(), object.address(), found);
      }
    }
    return found;
  }

  private void add(String type, long address, List<Candidate> found) {
    long physical = kernel.space().physical(address);
    long canonical = physical == AddressSpace.UNMAPPED ? 0 : pages.canonical(physical);
    if (canonical != 0) {
      found.add(new Candidate(type, canonical, 1, 1));
    }
  }
}
