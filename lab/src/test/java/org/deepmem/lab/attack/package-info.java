@NullMarked
package org.deepmem.lab.attack;

import org.jspecify.annotations.NullMarked;
