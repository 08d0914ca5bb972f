/// The memory graph: segments of bytes between pointers are nodes, neighbours and pointers are
/// edges.
///
/// Enters: an address space's canonical pages. Leaves: [org.deepmem.graph.MemoryGraph]. Needs no
/// symbols and knows nothing of labels.
@NullMarked
package org.deepmem.graph;

import org.jspecify.annotations.NullMarked;
