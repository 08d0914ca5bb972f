package org.deepmem.lab.synthesis.world;

/// A block of a pool that is no object.
///
/// @param id its index in [RunningSystem#objects]
/// @param tag four characters
/// @param bytes without the header: 1 or more; beyond a page it is a big allocation
/// @param paged which pool
/// @param contents what is in it
/// @param createTime when it was allocated
/// @param endTime when it was freed; 0: it is allocated
public record PlannedBlock(
    int id,
    String tag,
    int bytes,
    boolean paged,
    BlockContents contents,
    long createTime,
    long endTime)
    implements PlannedObject {}
