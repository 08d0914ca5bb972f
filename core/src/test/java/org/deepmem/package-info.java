@NullMarked
package org.deepmem;

import org.jspecify.annotations.NullMarked;
