/// DeepMem as a library: memory in, objects out.
///
/// Enters: a dump and a model, or labelled graphs. Leaves: objects, truth, models, evaluations.
/// Above all other packages of the module.
@NullMarked
package org.deepmem;

import org.jspecify.annotations.NullMarked;
