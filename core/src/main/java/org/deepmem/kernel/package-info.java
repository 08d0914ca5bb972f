/// Which kernel this is and where; its lists, tables and allocators.
///
/// Enters: a memory image, symbol files where they are needed. Leaves: a [KernelPlace], which is
/// enough for a scan; with symbols a [Kernel], the objects that its own records know, their names.
/// A system has a package of its own below.
///
/// Memory is read in two ways: [Structure] fails where a byte is absent, for what must be there;
/// [KernelReader] gives 0 and counts, for walks along lists that may be broken or hostile.
@NullMarked
package org.deepmem.kernel;

import org.jspecify.annotations.NullMarked;
