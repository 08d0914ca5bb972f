/// Synthesises memory images of Windows: the plan of a running system, drawn from a world file, is
/// written into a machine.
///
/// Enters: [SynthesisOptions]. Leaves: [Synthesis] with a raw image, truth, symbols. The flow:
/// `world` plans, `machine` makes memory, `objects` writes the plan into it.
@NullMarked
package org.deepmem.lab.synthesis;

import org.jspecify.annotations.NullMarked;
