/// What both systems' kernels share, and small kernels that tests write.
@NullMarked
package org.deepmem.kernel;

import org.jspecify.annotations.NullMarked;
