@NullMarked
package org.deepmem.symbols;

import org.jspecify.annotations.NullMarked;
