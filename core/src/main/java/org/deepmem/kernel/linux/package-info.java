/// Linux on x86-64: where its kernel is, what its lists, tables and slab caches hold.
///
/// Enters: a memory image, symbol files where they are needed. Leaves: a [LinuxKernel], the objects
/// that it knows of, their names.
@NullMarked
package org.deepmem.kernel.linux;

import org.jspecify.annotations.NullMarked;
