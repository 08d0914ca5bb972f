@NullMarked
package org.deepmem.report;

import org.jspecify.annotations.NullMarked;
