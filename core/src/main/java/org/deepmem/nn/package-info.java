/// Matrix kernels and their gradients, on the Vector API with a plain twin; the optimiser.
///
/// Enters and leaves: flat float arrays, row-major, shapes stated. Knows nothing of memory.
@NullMarked
package org.deepmem.nn;

import org.jspecify.annotations.NullMarked;
