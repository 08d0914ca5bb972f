/// Which kernel this is and where; its lists, tables and allocators.
///
/// Enters: a memory image, symbol files where they are needed. Leaves: the kernel's address space,
/// names and layouts, and the objects that its own lists and allocators know.
@NullMarked
package org.deepmem.kernel;

import org.jspecify.annotations.NullMarked;
