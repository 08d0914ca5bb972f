/// What the build brings in and gives out.
@NullMarked
package org.deepmem.build;

import org.jspecify.annotations.NullMarked;
