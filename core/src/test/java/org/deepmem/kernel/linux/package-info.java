/// Tests of Linux's lists, tables and allocator.
@NullMarked
package org.deepmem.kernel.linux;

import org.jspecify.annotations.NullMarked;
