package org.deepmem.lab.synthesis.world;

/// An object of a kind that nobody looks for: there are many more of these than of the others.
///
/// @param id its index in [RunningSystem#objects]
/// @param kind which
/// @param name in its directory: `\BaseNamedObjects\...`; empty: it has none
/// @param creator the id of the process that made it
/// @param createTime when it was made
/// @param endTime when it was freed; 0: it is allocated
/// @param value its state: signalled, a count, a limit
public record PlannedOther(
    int id, ObjectKind kind, String name, int creator, long createTime, long endTime, long value)
    implements PlannedObject {}
