package org.deepmem.kernel;

/// Decodes the members of objects that matter to people. For one thread.
@FunctionalInterface
public interface ObjectMembers {
  /// What an object's members say. Bytes that are no such object give values without sense, never
  /// an error; a type that isn't known gives [ObjectFacts#NONE].
  ///
  /// @param address virtual address of the object's first byte
  ObjectFacts of(String type, long address);
}
