@NullMarked
package org.deepmem.tensors;

import org.jspecify.annotations.NullMarked;
