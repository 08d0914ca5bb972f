package org.deepmem.symbols;

/// Where the tables of kallsyms lie in kernel memory (kernel/kallsyms.c): virtual addresses.
///
/// @param numSyms a 32-bit count of symbols
/// @param names the names, compressed
/// @param tokenTable 256 NUL-terminated tokens that the names are made of
/// @param tokenIndex 256 16-bit offsets into the token table
/// @param offsets a signed 32-bit offset a symbol
/// @param relativeBase what the offsets are counted from, a word of the kernel's size
public record KallsymsTables(
    long numSyms, long names, long tokenTable, long tokenIndex, long offsets, long relativeBase) {}
