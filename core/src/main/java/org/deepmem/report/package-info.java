/// Results as a person or a program reads them: JSON Lines, CSV, tables.
///
/// Enters: detected objects, evaluations. Leaves: text.
@NullMarked
package org.deepmem.report;

import org.jspecify.annotations.NullMarked;
