@NullMarked
package org.deepmem.kernel;

import org.jspecify.annotations.NullMarked;
