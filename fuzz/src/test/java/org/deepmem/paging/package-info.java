@NullMarked
package org.deepmem.paging;

import org.jspecify.annotations.NullMarked;
