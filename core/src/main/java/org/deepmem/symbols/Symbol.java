package org.deepmem.symbols;

/// A named address.
///
/// @param name as the kernel has it
/// @param address run-time virtual address
/// @param type nm's letter, such as `T`, `d`, `B`; `?` when unknown
public record Symbol(String name, long address, char type) {}
