@NullMarked
package org.deepmem.image;

import org.jspecify.annotations.NullMarked;
