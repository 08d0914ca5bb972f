package org.deepmem.kernel.linux;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.KnownObjects;
import org.deepmem.kernel.ObjectMembers;
import org.deepmem.kernel.ObjectNames;
import org.deepmem.kernel.Signatures;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.Structures;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// A Linux kernel found in a dump: its address space, names and layouts, and where its regions lie.
/// Made by [LinuxKernelFinder]. Addresses are virtual and unsigned; safe for use by several
/// threads.
///
/// @param release such as `6.1.0-13-cloud-amd64`
/// @param banner the version line, as in /proc/version; "" when not in the dump
/// @param kaslrOffset how far the image was moved from where it was linked, in bytes
/// @param physBase physical address of the image less where it would be without KASLR
/// @param pageTableRoot physical address of the top page table
/// @param levels of page tables: 4 or 5, of a 32-bit kernel 2 or 3
/// @param space kernel memory
/// @param symbols names of addresses
/// @param structures the memory through the kernel's layouts
/// @param directMapBase where physical address 0 is mapped
/// @param vmemmapBase where the array of `struct page` starts
/// @param cpus the per-CPU areas of all possible CPUs
/// @param clock wall and boot time, where the kernel's timekeeper is in the dump
/// @param facts what was found and where, for people to read
/// @param warnings what the analyst should know, such as symbols of another kernel
public record LinuxKernel(
    String release,
    String banner,
    long kaslrOffset,
    long physBase,
    long pageTableRoot,
    int levels,
    AddressSpace space,
    SymbolTable symbols,
    Structures structures,
    long directMapBase,
    long vmemmapBase,
    List<CpuArea> cpus,
    Optional<KernelClock> clock,
    List<KernelFact> facts,
    List<String> warnings)
    implements Kernel {
  public LinuxKernel {
    cpus = List.copyOf(cpus);
    facts = List.copyOf(facts);
    warnings = List.copyOf(warnings);
  }

  /// Values at virtual addresses.
  public VirtualMemory memory() {
    return structures.memory();
  }

  @Override
  public TypeTable types() {
    return structures.types();
  }

  /// The structure of this type at an address.
  public Structure structure(String type, long address) {
    return structures.at(type, address);
  }

  /// The structure of this type that a symbol names, such as `init_task`.
  public Structure symbol(String symbol, String type) {
    return structures.at(type, symbols.require(symbol));
  }

  /// Walks along lists.
  public KernelList lists() {
    return new KernelList(memory());
  }

  /// Address in the direct map of a physical address.
  public long directMap(long physicalAddress) {
    return directMapBase + physicalAddress;
  }

  /// Address of the `struct page` of a page frame.
  public long page(long frame) {
    return vmemmapBase + frame * structures.type("page").size();
  }

  /// Tolerant reads, for walks; for one thread.
  KernelReader reader() {
    return new KernelReader(space, symbols, types());
  }

  @Override
  public Optional<Instant> taken() {
    return clock.map(KernelClock::now);
  }

  @Override
  public Optional<Instant> booted() {
    return clock.map(KernelClock::boot);
  }

  @Override
  public Optional<String> host() {
    return new KernelVariables(structures, symbols, levels == 5).host();
  }

  @Override
  public KnownObjects knownObjects() {
    return new LinuxObjects(this, ObjectTypes.linux());
  }

  @Override
  public KernelViews views() {
    return new LinuxViews(this, ObjectTypes.linux());
  }

  @Override
  public ObjectNames names() {
    return new LinuxNames(this);
  }

  @Override
  public ObjectMembers members() {
    return new LinuxMembers(this);
  }

  @Override
  public Signatures signatures() {
    return new LinuxSignatures(types());
  }

  /// The same kernel, described.
  LinuxKernel withFacts(List<KernelFact> described) {
    return new LinuxKernel(
        release,
        banner,
        kaslrOffset,
        physBase,
        pageTableRoot,
        levels,
        space,
        symbols,
        structures,
        directMapBase,
        vmemmapBase,
        cpus,
        clock,
        described,
        warnings);
  }
}
