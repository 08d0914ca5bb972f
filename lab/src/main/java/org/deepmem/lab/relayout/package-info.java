/// Builds kernels that nobody built: the same memory with the members of each structure in another
/// order, as between versions, or with randomised structures. What a network learns from such
/// copies holds where members lie elsewhere.
///
/// Enters: a dump and its truth, which says what members each type has. Leaves: the memory with
/// every object's words moved and every pointer into an object led to where its target went, and
/// the truth with the new offsets. The dump itself is never changed.
///
/// ```java
/// PatchedImage image = new PatchedImage(dump.image());
/// GroundTruth moved = Relayout.draw(truth, wordSize, seed).apply(image, dump.space());
/// ```
@NullMarked
package org.deepmem.lab.relayout;

import org.jspecify.annotations.NullMarked;
