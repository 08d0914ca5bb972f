/// Tests of [org.deepmem.lab.plot].
@NullMarked
package org.deepmem.lab.plot;

import org.jspecify.annotations.NullMarked;
