package org.deepmem.label;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An object of the ground truth.
///
/// @param type name of the object type, such as `task_struct`
/// @param virtualAddress canonical virtual address of its first byte
/// @param physicalAddress of its first byte
/// @param size bytes
/// @param state allocated, or freed and still whole
/// @param source what knew it: `slab`, `symbol`, a list or table such as `fdtable`, or `checks`
/// @param names what tells it from others of its type, such as `pid → 4`, in the order of
///   importance; empty where nothing is known
public record LabelledObject(
    String type,
    long virtualAddress,
    long physicalAddress,
    int size,
    ObjectState state,
    String source,
    Map<String, String> names) {
  public LabelledObject {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /// An object without names.
  public LabelledObject(
      String type,
      long virtualAddress,
      long physicalAddress,
      int size,
      ObjectState state,
      String source) {
    this(type, virtualAddress, physicalAddress, size, state, source, Map.of());
  }
}
