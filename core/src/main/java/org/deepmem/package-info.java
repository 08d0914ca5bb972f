/// DeepMem as a library: memory in, objects out.
@NullMarked
package org.deepmem;

import org.jspecify.annotations.NullMarked;
