/// JMH benchmarks of the stages.
@NullMarked
package org.deepmem.benchmarks;

import org.jspecify.annotations.NullMarked;
