package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.world.PlannedLookAlike;

/// Bytes that look like an object and are none.
///
/// @param type `_EPROCESS`
/// @param address of what looks like the body; a user address for a copy in user memory
/// @param process id of the process in whose memory it lies; 0: in the kernel's
/// @param kind how it comes about
public record LookAlike(String type, long address, int process, PlannedLookAlike.Kind kind) {}
