/// Ground truth joined to a graph's nodes by address; key nodes mined from it.
///
/// Enters: the objects that the kernel package found and a graph. Leaves: truth files, key nodes, a
/// class for each node. Needed for training and measuring only.
@NullMarked
package org.deepmem.label;

import org.jspecify.annotations.NullMarked;
