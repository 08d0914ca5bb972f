/// Writes physical memory in another format than it came in.
///
/// Enters: a [org.deepmem.image.MemoryImage] and a filter of pages. Leaves: a file that other tools
/// read as well; written beside its place and moved there when whole. Serves to make small dumps,
/// and to show that the format of a dump doesn't matter.
@NullMarked
package org.deepmem.lab.image;

import org.jspecify.annotations.NullMarked;
