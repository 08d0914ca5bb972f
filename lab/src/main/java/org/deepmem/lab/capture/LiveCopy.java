package org.deepmem.lab.capture;

/// What the guest said of a copy of its memory.
///
/// @param milliseconds how long it took, by the guest's clock
/// @param processesMade how many processes and threads began meanwhile
record LiveCopy(long milliseconds, long processesMade) {}
