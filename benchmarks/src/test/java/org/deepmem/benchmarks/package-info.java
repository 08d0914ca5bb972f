/// Guards of the speed, with generous bounds relative to the machine.
@NullMarked
package org.deepmem.benchmarks;

import org.jspecify.annotations.NullMarked;
