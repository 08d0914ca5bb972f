@NullMarked
package org.deepmem.graph;

import org.jspecify.annotations.NullMarked;
