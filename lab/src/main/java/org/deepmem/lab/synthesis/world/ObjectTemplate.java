package org.deepmem.lab.synthesis.world;

/// Objects of a kind that nobody looks for.
///
/// @param named probability that one has a name
/// @param name by the grammar
/// @param fixed how many there are that no handle leads to
/// @param value their state
record ObjectTemplate(
    ObjectKind kind, double named, String name, Distribution fixed, Distribution value) {}
