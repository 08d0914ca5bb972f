/// How fast the stages are, measured.
///
/// Enters: graphs, made up or from a file. Leaves: figures on standard output.
@NullMarked
package org.deepmem.benchmarks;

import org.jspecify.annotations.NullMarked;
