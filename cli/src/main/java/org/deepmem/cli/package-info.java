/// The deepmem command: one verb a stage of the flow. The only place that prints, measurements
/// aside.
///
/// Enters: arguments. Leaves: results on standard output, everything else on standard error, and an
/// exit status.
@NullMarked
package org.deepmem.cli;

import org.jspecify.annotations.NullMarked;
