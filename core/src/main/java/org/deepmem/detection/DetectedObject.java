package org.deepmem.detection;

import java.util.Map;
import java.util.OptionalLong;

/// An object that enough nodes voted for.
///
/// @param type name of the object type, such as `task_struct`
/// @param virtualAddress canonical virtual address of its first byte
/// @param physicalAddress of that byte, in the machine's memory; empty when its page isn't mapped
/// @param size bytes
/// @param score sum of the votes, above the type's threshold
/// @param votes how many nodes voted for it
/// @param names what tells it from others of its type, such as `pid` and `comm`; empty where the
///   dump doesn't give the kernel's layouts
public record DetectedObject(
    String type,
    long virtualAddress,
    OptionalLong physicalAddress,
    int size,
    float score,
    int votes,
    Map<String, String> names) {}
