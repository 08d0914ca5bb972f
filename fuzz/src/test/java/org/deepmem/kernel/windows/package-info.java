@NullMarked
package org.deepmem.kernel.windows;

import org.jspecify.annotations.NullMarked;
