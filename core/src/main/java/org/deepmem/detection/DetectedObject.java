package org.deepmem.detection;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.deepmem.label.ObjectState;

/// An object that enough nodes voted for.
///
/// @param type name of the object type, such as `task_struct`
/// @param state live, or freed and still whole
/// @param virtualAddress canonical virtual address of its first byte
/// @param physicalAddress of that byte, in the machine's memory; empty when its page isn't mapped
/// @param size bytes
/// @param score evidence for an object in this state, above the type's threshold
/// @param probability that it is one, in [0, 1], as calibrated on the model's validation dumps;
///   empty where the model doesn't say
/// @param votes how many nodes voted for it
/// @param names what tells it from others of its type, such as `pid` and `comm`; empty where the
///   dump doesn't give the kernel's layouts
public record DetectedObject(
    String type,
    ObjectState state,
    long virtualAddress,
    OptionalLong physicalAddress,
    int size,
    float score,
    OptionalDouble probability,
    int votes,
    Map<String, String> names) {}
