package org.deepmem.lab.synthesis.world;

/// Blocks of one tag.
///
/// @param perProcess how many, for each running process
/// @param fixed how many beside those
/// @param ended how many were freed for each that is allocated
record PoolTemplate(
    String tag,
    boolean paged,
    Distribution bytes,
    Distribution perProcess,
    Distribution fixed,
    Distribution ended,
    BlockContents contents) {}
