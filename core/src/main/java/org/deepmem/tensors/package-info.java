/// Named arrays in one file (safetensors): what graphs and models are stored as.
///
/// Enters: arrays and text metadata, or the path of a file. Leaves: the same, mapped and checked.
/// Knows nothing of memory dumps.
@NullMarked
package org.deepmem.tensors;

import org.jspecify.annotations.NullMarked;
