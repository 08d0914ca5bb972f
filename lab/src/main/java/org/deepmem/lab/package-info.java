/// Makes memory: captures virtual machines, attacks dumps. Enters: a plan. Leaves: dumps with
/// manifests.
@NullMarked
package org.deepmem.lab;

import org.jspecify.annotations.NullMarked;
