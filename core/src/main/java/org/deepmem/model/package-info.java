/// The graph neural network and its file.
///
/// Enters: a memory graph. Leaves: a score for every node and class.
@NullMarked
package org.deepmem.model;

import org.jspecify.annotations.NullMarked;
