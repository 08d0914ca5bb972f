package org.deepmem.label;

/// An object of the ground truth.
///
/// @param type name of the object type, such as `task_struct`
/// @param virtualAddress canonical virtual address of its first byte
/// @param physicalAddress of its first byte
/// @param size bytes
/// @param state allocated, or freed and still whole
/// @param source what knew it: `slab`, `symbol`, a list or table such as `fdtable`, or `checks`
public record LabelledObject(
    String type,
    long virtualAddress,
    long physicalAddress,
    int size,
    ObjectState state,
    String source) {}
