@NullMarked
package org.deepmem.label;

import org.jspecify.annotations.NullMarked;
