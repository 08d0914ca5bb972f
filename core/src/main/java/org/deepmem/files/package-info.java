/// Files as we write them: beside their place, moved there when whole.
@NullMarked
package org.deepmem.files;

import org.jspecify.annotations.NullMarked;
