/// Physical memory as a file recorded it: one format a file, runs of present bytes.
///
/// Enters: the path of a dump. Leaves: [org.deepmem.image.MemoryImage], which answers for every
/// physical address whether its byte is there. Addresses are physical throughout; a hole is an
/// ordinary answer, not an error.
@NullMarked
package org.deepmem.image;

import org.jspecify.annotations.NullMarked;
