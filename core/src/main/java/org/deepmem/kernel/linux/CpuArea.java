package org.deepmem.kernel.linux;

/// A CPU's own copy of the per-CPU variables.
///
/// @param cpu number
/// @param offset what added to a per-CPU symbol gives the address of this CPU's copy
public record CpuArea(int cpu, long offset) {}
