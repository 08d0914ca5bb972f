package org.deepmem.kernel;

/// An object that the kernel itself knows, or knew until it was freed.
///
/// @param type name of its structure, as its system calls it
/// @param address virtual, as the kernel uses it
/// @param size bytes
/// @param live whether it is allocated; else freed, its bytes still passing its type's checks
/// @param source what knew it: `slab`, `symbol`, a list's or table's name, or `checks` for a slot
///   of a shared cache that only the type's checks tell from others
public record KernelObject(String type, long address, int size, boolean live, String source) {}
