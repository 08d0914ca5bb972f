@NullMarked
package org.deepmem.kernel.linux;

import org.jspecify.annotations.NullMarked;
