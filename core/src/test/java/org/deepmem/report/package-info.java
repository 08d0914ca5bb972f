/// Tests of what people and programs read.
@NullMarked
package org.deepmem.report;

import org.jspecify.annotations.NullMarked;
