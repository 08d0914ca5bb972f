/// What the writers write is read back, by us and by makedumpfile where it is installed.
@NullMarked
package org.deepmem.lab.image;

import org.jspecify.annotations.NullMarked;
