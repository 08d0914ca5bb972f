/// Images built in code, a few lines a format and without the product's own writers, read back
/// through [org.deepmem.image.MemoryImages].
@NullMarked
package org.deepmem.image;

import org.jspecify.annotations.NullMarked;
