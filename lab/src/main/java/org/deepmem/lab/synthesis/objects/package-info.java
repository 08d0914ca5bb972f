/// Fills a synthesised machine with a planned Windows: a filler for each kind of object.
///
/// Enters: a [org.deepmem.lab.synthesis.machine.Machine], a
/// [org.deepmem.lab.synthesis.world.RunningSystem]. Leaves: the machine's memory, full; what was
/// written of the six types that detectors look for ([WrittenObject]) and what only looks so
/// ([LookAlike]).
///
/// Values of members come, in this order, from the world's distributions
/// ([org.deepmem.lab.synthesis.world.MemberValues]) and from what the plan says of identity,
/// relations and times, which is written over them.
@NullMarked
package org.deepmem.lab.synthesis.objects;

import org.jspecify.annotations.NullMarked;
