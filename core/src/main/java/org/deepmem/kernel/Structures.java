package org.deepmem.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.MissingSymbolException;
import org.deepmem.symbols.TypeTable;

/// A kernel's memory seen through its layouts: where [Structure]s come from. Safe for use by
/// several threads.
public final class Structures {
  private final VirtualMemory memory;
  private final TypeTable types;
  private final Map<String, StructType> known = new ConcurrentHashMap<>();

  public Structures(VirtualMemory memory, TypeTable types) {
    this.memory = memory;
    this.types = types;
  }

  /// The memory beneath.
  public VirtualMemory memory() {
    return memory;
  }

  /// The layouts.
  public TypeTable types() {
    return types;
  }

  /// A structure type with its paths.
  ///
  /// @throws MissingSymbolException when the kernel has none of this name
  public StructType type(String name) {
    StructType type = known.get(name);
    return type != null
        ? type
        : known.computeIfAbsent(name, n -> new StructType(types, types.requireStruct(n)));
  }

  /// The structure of this type at an address. Reads nothing yet.
  ///
  /// @throws MissingSymbolException when the kernel has no such type
  public Structure at(String type, long address) {
    return new Structure(this, type(type), address);
  }

  /// The structure that has the member at `path` at an address, as `container_of` gives it.
  ///
  /// @throws MissingSymbolException when the kernel has no such type or member
  public Structure containing(String type, String path, long memberAddress) {
    StructType struct = type(type);
    return new Structure(this, struct, memberAddress - struct.member(path).offset());
  }
}
