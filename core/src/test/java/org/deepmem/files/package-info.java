/// Tests of writing whole files or nothing.
@NullMarked
package org.deepmem.files;

import org.jspecify.annotations.NullMarked;
