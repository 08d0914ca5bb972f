/// Tests of the kernel's lists, tables and allocator.
@NullMarked
package org.deepmem.kernel;

import org.jspecify.annotations.NullMarked;
