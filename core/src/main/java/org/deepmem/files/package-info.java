/// Files as we write them: beside their place, moved there when whole; and their hashes.
///
/// Enters: a place, or a file. Leaves: a file that is there whole or not at all, or a hash.
@NullMarked
package org.deepmem.files;

import org.jspecify.annotations.NullMarked;
