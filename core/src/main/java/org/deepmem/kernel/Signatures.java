package org.deepmem.kernel;

import java.util.List;

/// Where objects bear what a signature scanner knows them by: names, tags and constants, which mean
/// little to the kernel itself, so that an attacker may overwrite them. For one thread.
@FunctionalInterface
public interface Signatures {
  /// A run of such bytes.
  ///
  /// @param address virtual, of its first byte; it may lie before the object, as a pool tag does
  /// @param length bytes, at least 1
  record Mark(long address, int length) {}

  /// The marks of one object. Empty when the type isn't known or its objects bear none.
  ///
  /// @param address virtual address of the object's first byte
  List<Mark> of(String type, long address);
}
