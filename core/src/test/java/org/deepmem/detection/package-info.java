/// Tests of objects from votes.
@NullMarked
package org.deepmem.detection;

import org.jspecify.annotations.NullMarked;
