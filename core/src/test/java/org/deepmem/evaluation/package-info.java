/// Tests of figures from hand-made truth.
@NullMarked
package org.deepmem.evaluation;

import org.jspecify.annotations.NullMarked;
