@NullMarked
package org.deepmem.finding;

import org.jspecify.annotations.NullMarked;
