@NullMarked
package org.deepmem.lab.relayout;

import org.jspecify.annotations.NullMarked;
