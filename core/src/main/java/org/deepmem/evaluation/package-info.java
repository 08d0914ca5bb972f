/// How good detected objects are, against ground truth.
///
/// Enters: detected objects and truth. Leaves: precision, recall and F1 a type, with residuals
/// apart.
@NullMarked
package org.deepmem.evaluation;

import org.jspecify.annotations.NullMarked;
