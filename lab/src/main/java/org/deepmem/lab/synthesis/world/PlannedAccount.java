package org.deepmem.lab.synthesis.world;

/// Who a process runs as.
///
/// @param name as a person reads it
/// @param sid `S-1-5-18`
public record PlannedAccount(String name, String sid) {}
