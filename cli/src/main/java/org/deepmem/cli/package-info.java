/// The deepmem command: one verb a stage of the flow. The only place that prints.
@NullMarked
package org.deepmem.cli;

import org.jspecify.annotations.NullMarked;
