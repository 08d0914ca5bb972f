package org.deepmem.lab.synthesis.world;

/// User memory of one use.
///
/// @param count how many a process
/// @param pages how long each
/// @param residentPercent how much of it is in memory
record RegionTemplate(
    PlannedRegion.Kind kind,
    Distribution count,
    Distribution pages,
    Distribution residentPercent,
    Distribution protection) {}
