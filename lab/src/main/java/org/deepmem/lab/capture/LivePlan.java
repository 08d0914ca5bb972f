package org.deepmem.lab.capture;

/// How a live dump is taken.
///
/// @param mebibytesPerSecond the most that the guest copies, on average: the slower, the more
///   moments the pages are of
/// @param keepPaused whether the dumps for which the guest is paused, before and after, stay beside
///   the live one
public record LivePlan(int mebibytesPerSecond, boolean keepPaused) {}
