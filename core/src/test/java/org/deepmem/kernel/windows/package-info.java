/// Tests of reading Windows, on memory that the tests write.
@NullMarked
package org.deepmem.kernel.windows;

import org.jspecify.annotations.NullMarked;
