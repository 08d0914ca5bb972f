package org.deepmem.kernel.windows;

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
import org.deepmem.paging.AddressSpace;
import org.deepmem.symbols.SymbolTable;
import org.deepmem.symbols.TypeTable;

/// A Windows kernel found in a dump: its address space, names and layouts. Safe for use by several
/// threads.
public final class WindowsKernel implements Kernel {
  private final WindowsPlace place;
  private final SymbolTable symbols;
  private final TypeTable types;
  private final List<String> warnings;

  WindowsKernel(WindowsPlace place, SymbolTable symbols, TypeTable types, List<String> warnings) {
    this.place = place;
    this.symbols = symbols;
    this.types = types;
    this.warnings = List.copyOf(warnings);
  }

  /// Where it was found.
  public WindowsPlace place() {
    return place;
  }

  @Override
  public String release() {
    return place.release().orElse("Windows of an unknown build");
  }

  @Override
  public AddressSpace space() {
    return place.space();
  }

  @Override
  public SymbolTable symbols() {
    return symbols;
  }

  @Override
  public TypeTable types() {
    return types;
  }

  @Override
  public Optional<Instant> taken() {
    return WindowsFacts.taken(place, reader());
  }

  @Override
  public Optional<Instant> booted() {
    return taken().flatMap(now -> WindowsFacts.up(place, reader()).map(now::minus));
  }

  /// It lies in the registry, whose values aren't read.
  @Override
  public Optional<String> host() {
    return Optional.empty();
  }

  @Override
  public List<KernelFact> facts() {
    return WindowsFacts.of(this);
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public KnownObjects knownObjects() {
    return new WindowsObjects(this);
  }

  @Override
  public KernelViews views() {
    return new WindowsViews(this);
  }

  @Override
  public ObjectNames names() {
    return new WindowsNames(this);
  }

  @Override
  public ObjectMembers members() {
    return new WindowsMembers(this);
  }

  @Override
  public Signatures signatures() {
    return new WindowsSignatures(this);
  }

  /// Reads its memory, for one thread.
  KernelReader reader() {
    return new KernelReader(space(), symbols, types);
  }
}
