/// Tests of synthesised images: read back by page tables and layouts alone.
@NullMarked
package org.deepmem.lab.synthesis;

import org.jspecify.annotations.NullMarked;
