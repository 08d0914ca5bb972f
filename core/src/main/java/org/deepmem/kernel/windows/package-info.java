/// A Windows kernel in a dump: where it is, the objects that its lists, handle tables and pools
/// know, and their names.
///
/// Enters: a memory image; symbol files where the built-in layouts don't fit. Leaves: a
/// [org.deepmem.kernel.windows.WindowsPlace], with layouts a
/// [org.deepmem.kernel.windows.WindowsKernel].
///
/// Which pool tags belong to which type, and what holds in every object of it, is data: the
/// resource `windows-types.json`. Which form a header has is told by the layout's members, never by
/// a version.
@NullMarked
package org.deepmem.kernel.windows;

import org.jspecify.annotations.NullMarked;
