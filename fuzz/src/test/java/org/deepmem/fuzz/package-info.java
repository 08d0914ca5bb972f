/// Coverage-guided fuzzing of every parser. A target is a class `…Fuzz` in the package of its
/// parser, and has an entry in [org.deepmem.fuzz.FuzzTargets].
@NullMarked
package org.deepmem.fuzz;

import org.jspecify.annotations.NullMarked;
