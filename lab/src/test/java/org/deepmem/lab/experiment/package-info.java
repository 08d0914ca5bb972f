/// Tests of [org.deepmem.lab.experiment].
@NullMarked
package org.deepmem.lab.experiment;

import org.jspecify.annotations.NullMarked;
