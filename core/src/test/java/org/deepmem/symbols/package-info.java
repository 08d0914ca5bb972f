/// Tests of kallsyms, BTF and symbol files on bytes written by the tests.
@NullMarked
package org.deepmem.symbols;

import org.jspecify.annotations.NullMarked;
