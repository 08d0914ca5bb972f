/// Tests of the fleet.
@NullMarked
package org.deepmem.spark;

import org.jspecify.annotations.NullMarked;
