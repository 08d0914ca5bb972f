package org.deepmem.kernel.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Bytes;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.PagingException;
import org.deepmem.paging.TableAddressSpace;
import org.deepmem.paging.VirtualMemory;

/// Finds an x86 kernel's top page table, and takes it only where what it maps agrees with what led
/// to it.
public final class LinuxPlaces {
  /// What is looked for, for the message when nothing is found.
  public static final String LOOKED_FOR =
      "no x86 Linux kernel in it: looked for VMCOREINFO, CR3 in CPU notes and page tables";

  /// Where the kernel's image is linked to (`__START_KERNEL_map`).
  private static final long IMAGE_BASE = 0xffffffff80000000L;

  /// Bits of CR3 that hold the table's address; below are flags and the PCID.
  private static final long ROOT_MASK = 0x000f_ffff_ffff_f000L;

  /// The same under PAE.
  private static final long PAE_ROOT = 0xffff_ffe0L;

  /// Under page-table isolation, user mode's table is the page after the kernel's.
  private static final long USER_HALF = 0x1000;

  /// `new_utsname` is six texts of 65 bytes: sysname, nodename, release ...
  private static final int UTS_TEXT = 65;

  private static final String LIMIT = "page tables";

  private static final byte[] VERSION = "Linux version ".getBytes(StandardCharsets.US_ASCII);

  private static final List<String> ROOT_SYMBOLS =
      List.of("swapper_pg_dir", "init_top_pgt", "init_level4_pgt");

  /// Tables that are tried, each way to walk one counted: one that maps rubbish costs a tenth of a
  /// second, and memory can be full of what only looks like one.
  private static final int MAX_TRIES = 512;

  private final MemoryImage image;
  private int triesLeft = MAX_TRIES;
  private final List<String> rejected = new ArrayList<>();

  public LinuxPlaces(MemoryImage image) {
    this.image = image;
  }

  /// Why candidates weren't taken, for the message when none is.
  public List<String> rejected() {
    return rejected;
  }

  /// The first place that any way finds, the surest way first.
  public Optional<LinuxPlace> find() {
    return byVmcoreInfo().or(this::byCpuNotes).or(this::bySearch);
  }

  /// By VMCOREINFO: the first candidate whose page tables agree with it.
  public Optional<LinuxPlace> byVmcoreInfo() {
    VmcoreInfoSearch search = new VmcoreInfoSearch(image);
    return first(search.note())
        .or(() -> first(search.atPageStarts()))
        .or(() -> first(search.anywhere()));
  }

  private Optional<LinuxPlace> first(List<VmcoreInfoSearch.Candidate> candidates) {
    return candidates.stream().map(this::place).flatMap(Optional::stream).findFirst();
  }

  private Optional<LinuxPlace> place(VmcoreInfoSearch.Candidate candidate) {
    VmcoreInfo info = candidate.info();
    OptionalLong root =
        ROOT_SYMBOLS.stream()
            .map(info::symbol)
            .filter(OptionalLong::isPresent)
            .findFirst()
            .orElse(OptionalLong.empty());
    OptionalLong physBase = info.number("phys_base");
    boolean narrow = root.isPresent() && root.getAsLong() >>> Integer.SIZE == 0;
    if (root.isEmpty() || physBase.isEmpty() && !narrow) {
      return reject(candidate.source(), "it doesn't give the page table and phys_base");
    }
    Optional<TableAddressSpace> space = Optional.empty();
    for (LinuxPaging paging : paging(info, narrow)) {
      long base = narrow ? paging.kernelStart() : IMAGE_BASE - physBase.orElse(0);
      space = space.or(() -> selfMapped(candidate, root.getAsLong(), base, paging));
    }
    if (space.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> release = release(space.get(), info);
    Optional<String> claimed = info.value("OSRELEASE");
    if (release.isPresent() && claimed.isPresent() && !release.equals(claimed)) {
      return reject(
          candidate.source(),
          "it is of %s, the memory's is %s".formatted(claimed.get(), release.get()));
    }
    return Optional.of(new LinuxPlace(space.get(), Optional.of(info), candidate.source()));
  }

  /// The modes that agree with a VMCOREINFO, the likeliest first.
  private static List<LinuxPaging> paging(VmcoreInfo info, boolean narrow) {
    if (!narrow) {
      boolean fiveLevels = info.number("pgtable_l5_enabled").orElse(0) == 1;
      return List.of(fiveLevels ? LinuxPaging.X64_5 : LinuxPaging.X64_4);
    }
    return info.value("CONFIG_X86_PAE").isPresent()
        ? List.of(LinuxPaging.PAE_3G, LinuxPaging.PAE_2G)
        : List.of(LinuxPaging.X86_3G, LinuxPaging.X86_2G);
  }

  /// The address space of a top table that maps itself.
  ///
  /// @param root the table's virtual address
  /// @param base virtual less physical addresses
  private Optional<TableAddressSpace> selfMapped(
      VmcoreInfoSearch.Candidate candidate, long root, long base, LinuxPaging paging) {
    long physical = root - base;
    if (physical < 0 || (physical & MemoryImage.PAGE - 1) != 0) {
      reject(candidate.source(), "its page table would be at 0x%x".formatted(physical));
      return Optional.empty();
    }
    Optional<TableAddressSpace> space = space(physical, paging, candidate.source());
    if (space.isPresent() && space.get().physical(root) != physical) {
      reject(
          candidate.source(),
          "the page table at physical 0x%x doesn't map itself".formatted(physical));
      return Optional.empty();
    }
    return space;
  }

  /// The tables that the CPUs used, where the file's notes have them.
  public Optional<LinuxPlace> byCpuNotes() {
    for (long cr3 : image.notes().pageTableRoots().stream().distinct().toList()) {
      for (LinuxPaging paging : LinuxPaging.values()) {
        long exact = cr3 & (paging.isPae() ? PAE_ROOT : ROOT_MASK);
        // Without isolation a PAE table has 32 bytes, and bit 12 is a part of its address.
        List<Long> roots =
            paging.isPae()
                ? List.of(exact, exact & ~USER_HALF)
                : List.of(exact & ~USER_HALF, exact);
        for (long root : roots) {
          Optional<LinuxPlace> place = mapping(root, paging, "CR3 0x%x of a CPU".formatted(cr3));
          if (place.isPresent()) {
            return place;
          }
        }
      }
    }
    return Optional.empty();
  }

  /// A table that looks like one.
  public Optional<LinuxPlace> bySearch() {
    return found(new PageTableSearch(image).roots())
        .or(() -> found(new PaeTableSearch(image).roots()));
  }

  private Optional<LinuxPlace> found(List<PageTableSearch.Root> roots) {
    return roots.stream()
        .map(
            root ->
                mapping(
                    root.address(),
                    root.paging(),
                    "page table found at physical 0x%x".formatted(root.address())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The place, when the table maps an image that has a kernel's version line in it.
  private Optional<LinuxPlace> mapping(long root, LinuxPaging paging, String source) {
    return space(root, paging, source)
        .filter(
            space ->
                KernelImage.find(space)
                    .filter(kernel -> Bytes.indexOf(kernel.bytes(space), VERSION, 0) >= 0)
                    .isPresent())
        .map(space -> new LinuxPlace(space, Optional.empty(), source));
  }

  private Optional<TableAddressSpace> space(long root, LinuxPaging paging, String source) {
    if (image.read(root, new byte[1], 0, 1) == 0) {
      reject(source, "its page table at physical 0x%x isn't in the dump".formatted(root));
      return Optional.empty();
    }
    if (triesLeft-- <= 0) {
      reject(LIMIT, "%d were tried in vain, and no more are".formatted(MAX_TRIES));
      return Optional.empty();
    }
    try {
      return Optional.of(paging.open(image, root));
    } catch (PagingException e) {
      reject(source, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// The release that the kernel itself answers to uname, where that is in the dump.
  private static Optional<String> release(AddressSpace space, VmcoreInfo info) {
    OptionalLong namespace = info.symbol("init_uts_ns");
    OptionalLong name = info.offset("uts_namespace.name");
    if (namespace.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    try {
      long address = namespace.getAsLong() + name.getAsLong() + 2 * UTS_TEXT;
      return Optional.of(new VirtualMemory(space).string(address, UTS_TEXT));
    } catch (AbsentMemoryException e) {
      return Optional.empty();
    }
  }

  private Optional<LinuxPlace> reject(String source, String reason) {
    String rejection = source + ": " + reason;
    if (!rejected.contains(rejection)) {
      rejected.add(rejection);
    }
    return Optional.empty();
  }
}
