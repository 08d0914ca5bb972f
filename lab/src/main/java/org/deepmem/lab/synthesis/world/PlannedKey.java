package org.deepmem.lab.synthesis.world;

/// An open registry key: what a handle leads to.
///
/// @param id its index in [RunningSystem#objects]
/// @param block the id of the [PlannedKeyBlock] that all openers of this key share
/// @param opener the id of the process that opened it
/// @param createTime when it was opened
/// @param endTime when it was freed; 0: it is allocated
/// @param watched whether somebody waits for changes
/// @param flags of the key body
public record PlannedKey(
    int id, int block, int opener, long createTime, long endTime, boolean watched, int flags)
    implements PlannedObject {}
