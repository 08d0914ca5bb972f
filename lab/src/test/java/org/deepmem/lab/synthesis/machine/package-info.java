@NullMarked
package org.deepmem.lab.synthesis.machine;

import org.jspecify.annotations.NullMarked;
