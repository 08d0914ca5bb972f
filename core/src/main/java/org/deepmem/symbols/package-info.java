/// Layouts of structures and addresses of symbols, from whatever describes a kernel: BTF, kallsyms,
/// ISF, System.map.
///
/// Enters: bytes of a dump or of a symbol file. Leaves: [org.deepmem.symbols.SymbolTable] and
/// [org.deepmem.symbols.TypeTable].
@NullMarked
package org.deepmem.symbols;

import org.jspecify.annotations.NullMarked;
