/// Tests of the verbs, run as the program runs them.
@NullMarked
package org.deepmem.cli;

import org.jspecify.annotations.NullMarked;
