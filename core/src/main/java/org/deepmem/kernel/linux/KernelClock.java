package org.deepmem.kernel.linux;

import java.time.Instant;

/// What the kernel's timekeeper says.
///
/// @param now wall time when memory was taken
/// @param boot wall time at which the system started
public record KernelClock(Instant now, Instant boot) {}
