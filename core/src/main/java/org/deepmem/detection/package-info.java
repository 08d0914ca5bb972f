/// From node scores to objects, by vote.
///
/// Enters: a graph and a model. Leaves: the objects, each with its votes and score.
@NullMarked
package org.deepmem.detection;

import org.jspecify.annotations.NullMarked;
