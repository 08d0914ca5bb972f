/// Files as we write them: beside their place, moved there when whole.
///
/// Enters: a place. Leaves: a file that is there whole or not at all.
@NullMarked
package org.deepmem.files;

import org.jspecify.annotations.NullMarked;
