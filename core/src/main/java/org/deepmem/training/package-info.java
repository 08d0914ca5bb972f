/// Learning a model from labelled graphs.
///
/// Enters: graphs with a class for each node. Leaves: a model, with its provenance.
@NullMarked
package org.deepmem.training;

import org.jspecify.annotations.NullMarked;
