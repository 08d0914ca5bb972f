package org.deepmem.lab.synthesis.objects;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An object of the six types, as it was written.
///
/// @param type `_EPROCESS`
/// @param address of its first byte
/// @param physicalAddress of its first byte
/// @param size bytes
/// @param live false: freed, its bytes still those of an object
/// @param names what a reader may call it by: `pid`, `name`, `path` ..., in the order of importance
public record WrittenObject(
    String type,
    long address,
    long physicalAddress,
    int size,
    boolean live,
    Map<String, String> names) {
  public WrittenObject {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }
}
