package org.deepmem.kernel.linux;

import java.time.Instant;

/// What the kernel's timekeeper says.
///
/// @param now wall time when memory was taken, to the second
/// @param boot wall time at which the system started; what the kernel counts from boot, such as
///   when a task started, is added to it
public record KernelClock(Instant now, Instant boot) {}
