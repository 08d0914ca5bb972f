/// Harms memory as an attacker would, to measure what is still found.
///
/// Enters: a dump and its kernel. Leaves: the same memory with edits over it, which a writer of
/// [org.deepmem.lab.image] makes a dump of. The dump itself is never changed.
@NullMarked
package org.deepmem.lab.attack;

import org.jspecify.annotations.NullMarked;
